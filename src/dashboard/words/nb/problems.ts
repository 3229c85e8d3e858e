/** Norwegian bokmål: problems where the dashboard can say it better than the server, which speaks to programs. */

/** By code. A code that is not here is shown in the server's own words. */
export const problem = {
  unexpected: 'Noe uventet skjedde',
  providerSays: 'Front Payment sier: {{message}}.',
  unreachable: {
    title: 'Holdfast svarer ikke',
    detail: 'Kontroller forbindelsen, og prøv igjen.',
  },
  engine_unavailable: {
    title: 'Motoren svarer ikke',
    detail: 'Ordrene er uskadd. Prøv igjen om litt.',
  },
  overloaded: { title: 'Serveren har for mye å gjøre', detail: 'Prøv igjen om litt.' },
  engine_busy: { title: 'Motoren har for mye å gjøre', detail: 'Prøv igjen om litt.' },
  rate_limited: { title: 'For mange forespørsler', detail: 'Vent litt, og prøv igjen.' },
  order_not_found: {
    title: 'Ingen ordre har denne id-en',
    detail: 'Let etter den under Alle, med begynnelsen av id-en.',
  },
  role_not_allowed: {
    title: 'Nøkkelen din kan ikke gjøre dette',
    detail: 'Logg inn med en operatørs nøkkel. Ingenting ble gjort.',
  },
  operation_unsettled: {
    title: 'Et annet utfall er ukjent',
    detail: 'Ingenting ble gjort. Vent til det er kjent, eller avgjør det under Oppmerksomhet.',
  },
  provider_refused: { title: 'Front Payment avviste det', detail: 'Det ble helt sikkert ikke gjort.' },
  capture_exceeds_runway: {
    title: 'Mer enn det som fortsatt kan trekkes',
    detail: 'Noen kan ha trukket en del imens. Ingenting ble gjort.',
  },
  capture_deadline_passed: {
    title: 'Reservasjonen er utløpt',
    detail: 'Ingenting ble gjort. Det som skyldes, kan belastes det lagrede kortet.',
  },
  refund_exceeds_source: {
    title: 'Mer enn det som fortsatt kan refunderes',
    detail: 'Noen kan ha refundert en del imens. Ingenting ble gjort.',
  },
  products_unknown: { title: 'Ikke klar ennå', detail: 'Ingenting ble gjort. Prøv igjen om litt.' },
  resolve_contradicted: {
    title: 'Leverandørens bøker motsier dette',
    detail: 'Ingenting ble endret. Se en gang til på hva leverandøren viser.',
  },
  not_reserved: { title: 'Ingenting er reservert', detail: 'Ingenting ble gjort.' },
};
