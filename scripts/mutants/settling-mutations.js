// Breaks of what follows a send: what an answer means, looking for what is unknown, sending again, asking a person.

module.exports = [
  {
    name: 'timeout-is-refused',
    careless: 'Writes a time-out down as failed.',
    edits: [
      {
        file: 'src/front-payment/errors/timed-out-error.ts',
        from: "override readonly execution = 'unknown';",
        to: "override readonly execution = 'refused';",
      },
    ],
    near: 'test/front-payment/transport.test.ts',
  },
  {
    name: 'lost-worker-is-put-off',
    careless: 'Takes a send whose worker was lost as not sent, and sends it again.',
    edits: [
      {
        file: 'workflows/outcome.ts',
        from: "{ is: 'unknown', reason: 'worker_lost' }",
        to: "{ is: 'put_off', reason: 'worker_lost', retryAfterMs: null }",
      },
    ],
    near: 'test/workflows/outcome.test.ts',
  },
  {
    name: 'begun-is-not-begun',
    careless: 'Takes every call whose worker fell silent as not sent, whether it had begun or not.',
    edits: [
      {
        file: 'workflows/outcome.ts',
        from: ' &&\n    failure.lastHeartbeatDetails === undefined',
        to: '',
      },
    ],
    near: 'test/workflows/outcome.test.ts',
  },
  {
    name: 'old-workers-begin',
    careless: 'Trusts that a call was not begun whatever worker had it, old ones that never said so as well.',
    edits: [
      {
        file: 'workflows/transmit.ts',
        from: 'return beganUnder(5, state) && isNotBegun(error)',
        to: 'return isNotBegun(error)',
      },
    ],
    near: 'test/workflows/transmit.test.ts',
  },
  {
    name: 'server-error-is-put-off',
    careless: 'Takes a 5xx as “try again later”.',
    edits: [
      {
        file: 'src/front-payment/error-from-response.ts',
        from: 'if (status >= 500) return new ProviderFailedError(facts);',
        to: 'if (status >= 500) return new RateLimitedError(facts, null);',
      },
    ],
    near: 'test/front-payment/error-from-response.test.ts',
  },
  {
    name: 'refused-repeat-decides',
    careless: 'Takes the refusal of a repeat for the outcome of the first send.',
    edits: [{ file: 'workflows/outcome.ts', from: 'return firstSend\n', to: 'return fault\n' }],
    near: 'test/workflows/outcome.test.ts',
  },
  {
    name: 'put-off-repeat-decides',
    careless: 'Takes a repeat that surely was not sent as proof that nothing of the operation was.',
    edits: [
      {
        file: 'workflows/settle.ts',
        from: "if (operation.ambiguousSends === 0) operation.status = 'pending';",
        to: "operation.status = 'pending';",
      },
    ],
    near: 'test/workflows/verify.test.ts',
  },
  {
    name: 'any-new-movement',
    careless: 'Drops the search for the mark, and takes any capture that was not there before as ours.',
    edits: [
      {
        file: 'workflows/evidence.ts',
        from: 'movements.find(({ marker }) => marker === operation.operationId)',
        to: 'movements.find(({ reference }) => !before?.some((known) => known.reference === reference))',
      },
    ],
    near: 'test/workflows/evidence.test.ts',
  },
  {
    name: 'refund-by-baseline-alone',
    careless: 'Compares a refund with the baseline only, and forgets what we know to be pending.',
    edits: [
      {
        file: 'workflows/evidence.ts',
        from: 'sourceOf(ledger, reference)?.entry.refundedMinor ?? 0',
        to: 'sourceOf(ledger, reference) ? 0 : 0',
      },
    ],
    near: 'test/workflows/evidence.test.ts',
  },
  {
    name: 'send-again-unread',
    careless: 'Sends again at once what the provider would refuse a second time, without looking first.',
    edits: [
      {
        file: 'workflows/verify.ts',
        from: 'const evidence = await look(room, operation);',
        to: [
          'if (operation.intent?.repeatable && operation.ambiguousSends <= MAX_REPEATS)',
          '    return transmit(room, operation);',
          '  const evidence = await look(room, operation);',
        ].join('\n'),
      },
    ],
    near: 'test/workflows/verify.test.ts',
  },
  {
    name: 'one-absence-is-enough',
    careless: 'Sends again after the first reading that does not show it.',
    edits: [
      { file: 'workflows/verify.ts', from: 'const MIN_ABSENT = 3;', to: 'const MIN_ABSENT = 1;' },
      {
        file: 'workflows/verify.ts',
        from: 'if (gap !== undefined) {',
        to: 'if (gap !== undefined && !mayRepeat(room, operation)) {',
      },
    ],
    near: 'test/workflows/verify.test.ts',
  },
  {
    name: 'repeat-partial-capture',
    careless: 'Sends a partial capture again when the books do not show it.',
    edits: [
      {
        file: 'workflows/guards.ts',
        from: 'repeatable: allocation.amountMinor === runway',
        to: 'repeatable: allocation.amountMinor <= runway',
      },
      {
        file: 'workflows/verify.ts',
        from: 'reservedMinor - capturedMinor === amountMinor',
        to: 'reservedMinor - capturedMinor >= (amountMinor ?? 0)',
      },
    ],
    near: 'test/workflows/guards.test.ts',
  },
  {
    name: 'repeat-above-the-hold',
    careless: 'Trusts our own ledger, not the provider’s, that a second capture would be refused.',
    edits: [
      {
        file: 'workflows/verify.ts',
        from: "if (kind !== 'capture') return true;",
        to: 'if (kind) return true;',
      },
    ],
    near: 'test/workflows/intent.test.ts',
  },
  {
    name: 'repeat-without-end',
    careless: 'Goes on sending until the provider says something clear.',
    edits: [
      {
        file: 'workflows/verify.ts',
        from: 'isTaskLost(operation)) &&\n    operation.ambiguousSends <= MAX_REPEATS &&',
        to: 'isTaskLost(operation)) &&',
      },
    ],
    near: 'test/workflows/verify.test.ts',
  },
  {
    name: 'repeat-after-deadline',
    careless: 'Sends a capture again although its deadline has come meanwhile.',
    edits: [
      { file: 'workflows/verify.ts', from: '{ capture: captureBy, submit: payBy }', to: '{ submit: payBy }' },
    ],
    near: 'test/workflows/verify.test.ts',
  },
  {
    name: 'resolve-unread',
    careless: 'Takes a person’s word without reading the books once more.',
    edits: [
      {
        file: 'workflows/resolve.ts',
        from: 'const reading = await readBooks(room, urgencyOfReading(state, room.now()));',
        to: 'const reading = state.lastReading;',
      },
    ],
    near: 'test/workflows/resolve.test.ts',
  },
  {
    name: 'word-over-books',
    careless: 'Believes a person although the books rule it out.',
    edits: [
      {
        file: 'workflows/resolve.ts',
        from: "resolution.outcome === 'executed' && isImpossible",
        to: "resolution.outcome === 'refused' && isImpossible",
      },
    ],
    near: 'test/workflows/resolve.test.ts',
  },
  {
    name: 'complete-on-a-word',
    careless: 'Completes, and so lets go of the hold, although only a person says that it was captured.',
    edits: [{ file: 'workflows/timed-step.ts', from: 'if (isUnconfirmed(state)) return null;', to: '' }],
    near: 'test/workflows/provider-faults.test.ts',
    test: 'that a person calls executed is not completed away',
  },
];
