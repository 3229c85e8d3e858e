// Breaks of the books: what callbacks are believed, what readings may change, refunds that are pending, strays.

module.exports = [
  {
    name: 'trust-callback',
    careless: 'Sets the state by what a callback says instead of reading details.',
    edits: [
      {
        file: 'workflows/desk.ts',
        from: "if ('titles' in hint && isRejection(hint))",
        to: [
          "if ('status' in hint && hint.status === 'CAPTURED') state.lifecycle = 'captured';",
          "  if ('titles' in hint && isRejection(hint))",
        ].join('\n'),
      },
    ],
    near: 'test/workflows/callbacks.test.ts',
    test: 'whose status lies changes nothing',
  },
  {
    name: 'add-up-callbacks',
    careless: 'Counts the captured amount up with every callback that tells of a capture.',
    edits: [
      {
        file: 'workflows/desk.ts',
        from: "if ('titles' in hint && isRejection(hint))",
        to: [
          "if ('status' in hint && hint.status === 'CAPTURED') {",
          '    const amountMinor = state.order.lines.reduce((sum, line) => sum + line.amountMinor, 0);',
          '    const nothing = { refundedMinor: 0, products: [], refundedProducts: [] };',
          '    state.ledger.captures.push({ reference: null, operationId: null, amountMinor, ...nothing });',
          '  }',
          "  if ('titles' in hint && isRejection(hint))",
        ].join('\n'),
      },
    ],
    near: 'test/workflows/callbacks.test.ts',
    test: 'whose status lies changes nothing',
  },
  {
    name: 'drop-late-hints',
    careless: 'Throws away the hints that came while it was reading, together with those before.',
    edits: [
      {
        file: 'workflows/read-books.ts',
        from: 'observe(state, reading, room.now());',
        to: 'observe(state, reading, room.now());\n    state.hints = [];',
      },
    ],
    near: 'test/workflows/late-hints.test.ts',
  },
  {
    name: 'adopt-nothing',
    careless: 'Books only what we did ourselves, and overlooks captures made in the provider’s dashboard.',
    edits: [
      {
        file: 'workflows/ledger.ts',
        from: '} else {\n      const products = { products: [], refundedProducts: [] };',
        to: '} else if (marker !== null) {\n      const products = { products: [], refundedProducts: [] };',
      },
    ],
    near: 'test/workflows/ledger.test.ts',
  },
  {
    name: 'adopt-twice',
    careless: 'Adds what a reading shows to the ledger without asking whether it stands there already.',
    edits: [
      {
        file: 'workflows/ledger.ts',
        from: 'const known = pair(entries, movements);\n  for (const movement of movements) {',
        to: 'const known = pair([], movements);\n  for (const movement of movements) {',
      },
    ],
    near: 'test/workflows/ledger.test.ts',
  },
  {
    name: 'book-twice',
    careless: 'Books an operation once by its answer and once more by the books.',
    edits: [
      {
        file: 'workflows/ledger.ts',
        from: 'if (known) known.reference ??= reference;\n  else if',
        to: 'if (known && known.reference === reference) known.reference ??= reference;\n  else if',
      },
    ],
    near: 'test/workflows/ledger.test.ts',
  },
  {
    name: 'overwrite-with-less',
    careless: 'Takes every reading for the truth, also one that lags behind what we know.',
    edits: [
      { file: 'workflows/observe.ts', from: "if (comparison.showsLess) return 'shows_less';", to: '' },
      {
        file: 'workflows/observe.ts',
        from: 'adopt(state.ledger, reading);',
        to: [
          'adopt(state.ledger, reading);',
          '  const listed = new Set(reading.captures.map(({ reference }) => reference));',
          "  state.ledger.captures = state.ledger.captures.filter((entry) => listed.has(entry.reference ?? ''));",
        ].join('\n'),
      },
    ],
    near: 'test/workflows/lagging-books.test.ts',
  },
  {
    name: 'end-on-an-answer',
    careless: 'Ends the order when a cancel was answered as done, without a last look at the books.',
    edits: [
      {
        file: 'workflows/next-step.ts',
        from: 'return isUncompared || ',
        to: 'return ',
      },
      {
        file: 'workflows/next-step.ts',
        from: 'state.readAt === null &&\n    !state.dirty',
        to: 'state.readAt === null',
      },
    ],
    near: 'test/workflows/next-step.test.ts',
  },
  {
    name: 'accepted-refund-is-final',
    careless: 'Takes an accepted refund for money given back, and never looks whether it was shown.',
    edits: [
      {
        file: 'workflows/reading-plan.ts',
        from: 'if (refundsBehind) {',
        to: 'if (refundsBehind && !reading) {',
      },
    ],
    near: 'test/workflows/pending-refunds.test.ts',
  },
  {
    name: 'take-the-newest-reservation',
    careless: 'Takes whatever reservation a callback names as the order’s own, and captures a stray.',
    edits: [
      {
        file: 'workflows/strays.ts',
        from: 'state.strays.push({ reservationUuid: hint.reservationUuid, tries: 0, dueAt: now });',
        to: 'state.reservationUuid = hint.reservationUuid;',
      },
    ],
    near: 'test/workflows/strays.test.ts',
  },
  {
    name: 'forget-strays',
    careless: 'Ignores a second reservation of the same order: it is not the one we know.',
    edits: [
      {
        file: 'workflows/strays.ts',
        from: 'state.strays.push({ reservationUuid: hint.reservationUuid, tries: 0, dueAt: now });',
        to: '',
      },
    ],
    near: 'test/workflows/strays.test.ts',
  },
  {
    name: 'believe-a-strays-cancel',
    careless: 'Forgets a stray when its cancel was answered as done, without seeing it gone.',
    edits: [
      {
        file: 'workflows/clear-stray.ts',
        from: "note(state, room.now(), 'stray_cancelled', 'system', { reservationUuid });",
        to: 'return forget(room, stray);',
      },
    ],
    near: 'test/workflows/clear-stray.test.ts',
  },
];
