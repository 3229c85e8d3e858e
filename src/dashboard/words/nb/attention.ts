/** Norwegian bokmål: what waits for a person, its evidence, and the two answers. */

/** By part of the screen. */
export const attention = {
  attention: {
    title: 'Oppmerksomhet',
    lead: 'Det Holdfast ikke kan avgjøre selv. Alt annet går videre; det blir borte herfra når grunnen er borte.',
    none: 'Ingenting venter på deg',
    noneDetail: 'Alle utfall er kjent, og alle tidsur kan gå.',
    needsYou: 'Denne ordren trenger deg',
    mark: 'Oppmerksomhet',
    open: 'Åpne ordren',
    since: 'siden',
    captureBy: 'Reservasjonen utløper:',
    code: {
      capture_at_risk: {
        title: 'Trekket er i fare',
        detail:
          'Trekket forfaller og kan ikke sendes. Avgjør det ukjente nedenfor, eller trekk i leverandørens system, før reservasjonen utløper.',
      },
      capture_deadline_missed: {
        title: 'Reservasjonen utløp med penger igjen',
        detail:
          'Ingenting trekkes lenger. Belast kortet om du kan; fullfør så, eller kanseller hvis ingenting er trukket eller belastet.',
      },
      operation_unsettled: {
        title: 'Et utfall er ukjent',
        detail:
          'Slå opp reservasjonen i leverandørens system, og si hva du har sett. Er du usikker, så vent: bøkene leses hver time.',
      },
      provider_unauthorized: {
        title: 'Front Payment avviser nøkkelen vår',
        detail: 'Sett riktig FRONT_PAYMENT_TOKEN og start på nytt. Ordren går da videre av seg selv.',
      },
      timer_operation_refused: {
        title: 'Det tidsuret ba om, ble avvist',
        detail: 'Tidsuret sender ikke mer. Se på avvisningen, og trekk, fullfør eller kanseller for hånd.',
      },
      books_differ: {
        title: 'Leverandørens bøker avviker fra våre',
        detail:
          'Å lese på nytt hjalp ikke, og ingenting ble flyttet på grunn av det. Sammenlign opplysningene nedenfor med leverandørens system.',
      },
      reservation_missing: {
        title: 'Front Payment kjenner ikke reservasjonen',
        detail: 'Let etter den i leverandørens system, og kontroller adressen.',
      },
      stray_reservation: {
        title: 'En ekstra reservasjon kunne ikke frigis',
        detail: 'Ingenting er trukket fra den her. Kanseller eller refunder den i leverandørens system.',
      },
      provider_unreachable: {
        title: 'Leverandørens bøker kan ikke leses',
        detail: 'Kontroller leverandørens status og adressen. Lesingen går videre hver time.',
      },
    },
  },
  evidence: {
    sent: 'Det vi sendte',
    shown: 'Det leverandøren viser',
    known: 'Det Holdfast vet',
    differs: 'avviker',
    what: 'Operasjon',
    amount: 'Beløp',
    at: 'Sist sendt',
    times: 'Sendt',
    timesValue_one: 'én gang uten å få vite utfallet',
    timesValue_other: '{{count}} ganger uten å få vite utfallet',
    reason: 'Hvorfor det er ukjent',
    search: 'Lette etter',
    searchIn: {
      submit: 'referansene til reservasjonene som historikken nevner',
      capture: 'teksten til hvert trekk i detaljene',
      charge: 'teksten til hver belastning i detaljene',
      refund: 'det detaljene viser av trekket eller belastningen',
      cancel: 'statusen i detaljene',
      complete: 'statusen i detaljene',
      resend: 'reservasjonens historikk',
    },
    noReadings: 'Bøkene er ikke lest ennå.',
    before: 'Før',
    moreReadings_one: 'Én tidligere lesing viste det samme.',
    moreReadings_other: '{{count}} tidligere lesinger vises ikke.',
    nothingNew: 'ingenting nytt',
    all: 'Alle opplysninger',
    column: {
      when: 'Lest',
      status: 'Status',
      captured: 'Trukket',
      charged: 'Belastet',
      refunded: 'Refundert',
      fresh: 'Nytt der',
    },
  },
  answer: {
    executed: 'Det skjedde',
    refused: 'Det skjedde ikke',
    amounts:
      'Da er {{captured}} trukket, {{charged}} belastet, {{refunded}} refundert, og {{runway}} kan fortsatt trekkes.',
    button: { executed: 'Det skjedde: {{orderId}}', refused: 'Det skjedde ikke: {{orderId}}' },
    does: {
      capture: {
        executed: 'Det teller med sitt beløp. Ingenting sendes.',
        refused: 'Det teller som ikke gjort. Reservasjonen står, og tidsuret gjør som avtalt.',
      },
      charge: {
        executed: 'Det teller med sitt beløp. Ingenting sendes.',
        refused: 'Det teller som ikke gjort, og kan bes om på nytt.',
      },
      refund: {
        executed: 'Det teller med sitt beløp. Ingenting sendes.',
        refused: 'Det teller som ikke gjort, og kan bes om på nytt.',
      },
      cancel: {
        executed: 'Ordren ender som kansellert. Ingenting sendes.',
        refused: 'Ordren står. Kommandoer og tidsur går videre.',
      },
      complete: {
        executed: 'Ordren ender som fullført. Ingenting sendes.',
        refused: 'Ordren står. Kommandoer og tidsur går videre.',
      },
      submit: {
        executed: 'Reservasjonen du navngir, tas over.',
        refused: 'Ordren feiler, og kan legges inn på nytt.',
      },
      resend: { executed: 'Lenken teller som sendt.', refused: 'Lenken teller som ikke sendt.' },
    },
  },
  resolve: {
    evidence: 'Hva du har sett, og hvor',
    hint: 'Det leverandørens system viser, med referansen (CAP…, CHA…, RES…) om det finnes en. Det tas vare på for godt; ingen kundedata her.',
  },
  reason: {
    connection_lost: 'forbindelsen brøt før svaret kom',
    timed_out: 'det kom ikke noe svar i tide',
    provider_failed: 'leverandøren svarte med en feil',
    unreadable_answer: 'svaret kunne ikke leses',
    undocumented_answer: 'svaret var ikke blant de dokumenterte',
    answer_too_large: 'svaret var for stort',
    redirected: 'leverandøren sendte oss et annet sted',
    rate_limited: 'for mange kall',
    unauthorized: 'nøkkelen ble avvist',
    not_connected: 'leverandøren kunne ikke nås',
    worker_lost: 'arbeideren falt fra mens det ble sendt',
    not_begun: 'ingen arbeider hadde begynt å sende det',
    not_started_in_time: 'det kunne ikke sendes i tide',
    unexpected_error: 'noe uventet',
    provider_refused: 'leverandøren avviste det',
    resolved_refused: 'et menneske sa at det ikke skjedde',
    refund_rejected: 'en refusjon av reservasjonen ble avvist',
    refund_not_shown: 'bøkene har ikke vist den på et døgn',
    nothing_left_to_capture: 'ingenting var igjen å trekke',
    capture_exceeds_runway: 'mer enn det som fortsatt kunne trekkes',
    capture_deadline_passed: 'trekkfristen var ute',
    already_completed: 'ordren var fullført allerede',
    already_cancelled: 'ordren var kansellert allerede',
    already_captured: 'noe var trukket allerede',
    operation_unsettled: 'et utfall var ukjent',
    not_reserved: 'ingenting var reservert',
  },
};
