/** English: the confirmations, and what became of them. */

/** By part of a confirmation. */
export const commands = {
  action: {
    capture: 'Capture',
    charge: 'Charge',
    refund: 'Refund',
    cancel: 'Cancel order',
    complete: 'Complete',
    resend: 'Resend link',
  },
  dialog: {
    capture: 'Capture {{orderId}}',
    charge: 'Charge {{orderId}}',
    refund: 'Refund {{orderId}}',
    cancel: 'Cancel {{orderId}}',
    complete: 'Complete {{orderId}}',
    resend: 'Resend the payment link of {{orderId}}',
    resolve: {
      executed: 'The {{what}} of {{orderId}} happened',
      refused: 'The {{what}} of {{orderId}} did not happen',
    },
  },
  consequence: {
    noAmount: 'Give an amount to see what it will do.',
    tooMuch: 'Give at most {{amount}}.',
    capture: 'Takes {{amount}} from the card now.',
    onlyRefund: 'It cannot be undone; it can only be refunded.',
    afterAll: {
      completed: 'It can only be refunded afterwards. The order is then completed, and charging ends.',
      completedLater:
        'It can only be given back as a refund. The order is completed by itself when charging ends.',
      open: 'It can only be given back as a refund. The order stays open until somebody completes it.',
    },
    captureRest:
      '{{rest}} stays held; the bank may release it within days. What is captured can only be refunded.',
    charge: 'Takes {{amount}} from the stored card now, beside the hold. It can only be refunded.',
    refund: 'Gives {{amount}} of {{reference}} back to the customer now; cannot be undone.',
    cancel: {
      held: 'Releases {{amount}} now; cannot be undone.',
      empty: 'Withdraws the payment link now; cannot be undone.',
      also: 'The order ends as cancelled. A new order is needed to reserve again.',
    },
    complete: {
      held: 'Releases {{amount}} now; cannot be undone.',
      empty: 'Closes the books now; cannot be undone.',
      also: 'Charging ends. Only refunds are possible afterwards.',
    },
    resendOwn: 'Sends the payment link once more, to the address of the order. No money moves.',
    resendTo: 'Sends the payment link once more, to {{email}}. No money moves.',
    resolve: {
      executed: 'Counts as done: {{what}}.',
      refused: 'Counts as not done: {{what}}.',
      checked: 'The provider’s books are read once more first; if they contradict it, nothing changes.',
    },
  },
  confirm: {
    capture: 'Capture {{amount}}',
    charge: 'Charge {{amount}}',
    refund: 'Refund {{amount}}',
    cancel: { held: 'Cancel and release {{amount}}', empty: 'Cancel and withdraw the link' },
    complete: { held: 'Complete and release {{amount}}', empty: 'Complete' },
    resend: 'Resend the link',
    resolve: { executed: 'It happened', refused: 'It did not happen' },
  },
  done: {
    capture: '{{orderId}}: captured {{amount}}.',
    charge: '{{orderId}}: charged {{amount}}.',
    refund: '{{orderId}}: refunded {{amount}}.',
    cancel: '{{orderId}}: cancelled.',
    complete: '{{orderId}}: completed.',
    resend: '{{orderId}}: the link was sent once more.',
    resolve: '{{orderId}}: your word was taken.',
  },
  outcome: {
    faster: 'Somebody was faster',
    fasterDetail:
      'This was done, or made impossible, a moment before. Nothing was done twice, and nothing is lost.',
    trueNow: 'Now:',
    amounts: 'captured {{captured}}, still to be captured {{runway}}.',
    lastDone: 'Last: {{what}} by {{who}}',
    uncertain:
      'Whether it was taken on is not known. Try again: exactly this goes once more under the same key, and is never done twice.',
    leaving:
      'Going back forgets the key. The command may have been done all the same: look at the order before you ask for it again.',
    contradicted: 'Your word was not taken: the opposite has turned out',
    contradictedDetail: {
      executed: 'It was done.',
      refused: 'It was not done.',
    },
    pending: 'Taken on',
    wordPending: 'Your word is being checked against the provider’s books. It shows here and on the order.',
    refusedLater: 'It was refused',
    pendingDetail: {
      pending:
        'Its outcome is not known yet. You may close this; it goes on, and shows here and on the order.',
      unknown:
        'The answer was ambiguous. The provider’s books are read until they tell; if they do not, it stands under Attention. Do not ask for it again.',
      refused: 'It was not done.',
      executed: '',
    },
  },
  portion: {
    legend: 'How much',
    allRunway: 'All that is left: {{amount}}',
    allLeft: 'All that is left of it: {{amount}}',
    amount: 'An amount',
    lines: 'By line',
    amountIn: 'Amount in {{currency}}',
    atMost: 'At most {{amount}}',
    fault: {
      unreadable: 'Give a positive amount, such as 1500.00.',
      tooMuch: 'That is more than is left.',
      nothing: 'Give an amount.',
    },
  },
  refund: {
    source: 'Of which capture or charge',
    option: {
      capture: '{{reference}}, captured {{amount}}, left {{left}}',
      charge: '{{reference}}, charged {{amount}}, left {{left}}',
    },
  },
  charge: {
    name: 'What for',
    withTax: 'With tax.',
    tax: 'Tax in percent',
    taxFault: 'Give a percentage from 0 to 100.',
  },
  resend: {
    email: 'Another e-mail address (may be left empty)',
    hint: 'Left empty, the link goes where the order says.',
    fault: 'This is no e-mail address.',
  },
  note: {
    required: 'Note',
    optional: 'Note (may be left empty)',
    hint: 'Kept for good; no customer’s data in it.',
    default: { cancel: 'Cancelled by an operator', complete: 'Completed by an operator' },
  },
};
