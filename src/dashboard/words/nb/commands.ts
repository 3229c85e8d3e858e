/** Norwegian bokmål: the confirmations, and what became of them. */

/** By part of a confirmation. */
export const commands = {
  action: {
    capture: 'Trekk',
    charge: 'Belast',
    refund: 'Refunder',
    cancel: 'Kanseller ordren',
    complete: 'Fullfør',
    resend: 'Send lenken på nytt',
  },
  dialog: {
    capture: 'Trekk {{orderId}}',
    charge: 'Belast {{orderId}}',
    refund: 'Refunder {{orderId}}',
    cancel: 'Kanseller {{orderId}}',
    complete: 'Fullfør {{orderId}}',
    resend: 'Send betalingslenken til {{orderId}} på nytt',
    resolve: {
      executed: '{{orderId}}: {{what}} skjedde',
      refused: '{{orderId}}: {{what}} skjedde ikke',
    },
  },
  consequence: {
    noAmount: 'Oppgi et beløp for å se hva det vil gjøre.',
    tooMuch: 'Oppgi høyst {{amount}}.',
    capture: 'Trekker {{amount}} fra kortet nå.',
    onlyRefund: 'Det kan ikke angres, bare refunderes.',
    afterAll: {
      completed: 'Det kan bare refunderes etterpå. Ordren fullføres så, og belastning er ikke lenger mulig.',
      completedLater:
        'Det kan bare gis tilbake som refusjon. Ordren fullføres av seg selv når belastning ikke lenger er mulig.',
      open: 'Det kan bare gis tilbake som refusjon. Ordren står åpen til noen fullfører den.',
    },
    captureRest:
      '{{rest}} forblir reservert; banken kan frigi det i løpet av noen dager. Det som trekkes, kan bare refunderes.',
    charge:
      'Belaster det lagrede kortet med {{amount}} nå, i tillegg til reservasjonen. Det kan bare refunderes.',
    refund: 'Gir {{amount}} av {{reference}} tilbake til kunden nå; kan ikke angres.',
    cancel: {
      held: 'Frigir {{amount}} nå; kan ikke angres.',
      empty: 'Trekker tilbake betalingslenken nå; kan ikke angres.',
      also: 'Ordren ender som kansellert. En ny ordre trengs for å reservere igjen.',
    },
    complete: {
      held: 'Frigir {{amount}} nå; kan ikke angres.',
      empty: 'Lukker bøkene nå; kan ikke angres.',
      also: 'Belastning er ikke lenger mulig. Etterpå kan det bare refunderes.',
    },
    resendOwn: 'Sender betalingslenken på nytt, til ordrens egen adresse. Ingen penger flyttes.',
    resendTo: 'Sender betalingslenken på nytt, til {{email}}. Ingen penger flyttes.',
    resolve: {
      executed: 'Teller som gjort: {{what}}.',
      refused: 'Teller som ikke gjort: {{what}}.',
      checked: 'Leverandørens bøker leses én gang til først; motsier de det, endres ingenting.',
    },
  },
  confirm: {
    capture: 'Trekk {{amount}}',
    charge: 'Belast {{amount}}',
    refund: 'Refunder {{amount}}',
    cancel: { held: 'Kanseller og frigi {{amount}}', empty: 'Kanseller og trekk lenken tilbake' },
    complete: { held: 'Fullfør og frigi {{amount}}', empty: 'Fullfør' },
    resend: 'Send lenken på nytt',
    resolve: { executed: 'Det skjedde', refused: 'Det skjedde ikke' },
  },
  done: {
    capture: '{{orderId}}: {{amount}} er trukket.',
    charge: '{{orderId}}: {{amount}} er belastet.',
    refund: '{{orderId}}: {{amount}} er refundert.',
    cancel: '{{orderId}}: kansellert.',
    complete: '{{orderId}}: fullført.',
    resend: '{{orderId}}: lenken er sendt på nytt.',
    resolve: '{{orderId}}: ordet ditt teller.',
  },
  outcome: {
    faster: 'Noen var raskere',
    fasterDetail:
      'Dette ble gjort, eller gjort umulig, et øyeblikk før. Ingenting ble gjort to ganger, og ingenting er tapt.',
    trueNow: 'Nå:',
    amounts: 'trukket {{captured}}, kan fortsatt trekkes {{runway}}.',
    lastDone: 'Sist: {{what}} av {{who}}',
    uncertain:
      'Det er ikke kjent om det ble tatt imot. Prøv igjen: nøyaktig det samme går én gang til med samme nøkkel, og gjøres aldri to ganger.',
    leaving:
      'Går du tilbake, glemmes nøkkelen. Kommandoen kan være utført likevel: se på ordren før du ber om det på nytt.',
    contradicted: 'Ordet ditt teller ikke: det motsatte har vist seg',
    contradictedDetail: {
      executed: 'Det ble gjort.',
      refused: 'Det ble ikke gjort.',
    },
    pending: 'Tatt imot',
    wordPending: 'Ordet ditt sammenlignes med leverandørens bøker. Det vises her og på ordren.',
    refusedLater: 'Det ble avvist',
    pendingDetail: {
      pending: 'Utfallet er ikke kjent ennå. Du kan lukke dette; det går videre, og vises her og på ordren.',
      unknown:
        'Svaret var tvetydig. Leverandørens bøker leses til de viser det; gjør de ikke det, står det under Oppmerksomhet. Ikke be om det på nytt.',
      refused: 'Det ble ikke gjort.',
      executed: '',
    },
  },
  portion: {
    legend: 'Hvor mye',
    allRunway: 'Alt som er igjen: {{amount}}',
    allLeft: 'Alt som er igjen av det: {{amount}}',
    amount: 'Et beløp',
    lines: 'Per linje',
    amountIn: 'Beløp i {{currency}}',
    atMost: 'Høyst {{amount}}',
    fault: {
      unreadable: 'Oppgi et positivt beløp, for eksempel 1500,00.',
      tooMuch: 'Det er mer enn det som er igjen.',
      nothing: 'Oppgi et beløp.',
    },
  },
  refund: {
    source: 'Av hvilket trekk eller hvilken belastning',
    option: {
      capture: '{{reference}}, trukket {{amount}}, igjen {{left}}',
      charge: '{{reference}}, belastet {{amount}}, igjen {{left}}',
    },
  },
  charge: {
    name: 'For hva',
    withTax: 'Med mva.',
    tax: 'Mva. i prosent',
    taxFault: 'Oppgi en prosent fra 0 til 100.',
  },
  resend: {
    email: 'En annen e-postadresse (kan stå tom)',
    hint: 'Står feltet tomt, går lenken dit ordren sier.',
    fault: 'Dette er ingen e-postadresse.',
  },
  note: {
    required: 'Notat',
    optional: 'Notat (kan stå tomt)',
    hint: 'Tas vare på for godt; ingen kundedata her.',
    default: { cancel: 'Kansellert av en operatør', complete: 'Fullført av en operatør' },
  },
};
