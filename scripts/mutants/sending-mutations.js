// Breaks of what comes before a send and of the send itself: turns, baseline, intent, marker, deadline, the one attempt.

module.exports = [
  {
    name: 'ignore-unknown',
    careless: 'Lets the next money operation go although the outcome of the last one is not known.',
    edits: [
      {
        file: 'workflows/guards.ts',
        from: "status === 'unknown' && kind !== 'resend') ?? null",
        to: "status === 'unknown' && kind === 'submit') ?? null",
      },
    ],
    near: 'test/workflows/turns.test.ts',
  },
  {
    name: 'skip-baseline',
    careless: 'Sends by whatever reading there is, since details were read once already.',
    edits: [
      {
        file: 'workflows/transmit.ts',
        from: 'if (dirty || lastReading === null) return true;',
        to: 'return lastReading === null;',
      },
    ],
    near: 'test/workflows/transmit.test.ts',
  },
  {
    name: 'lose-baseline',
    careless: 'Reads the baseline and does not keep it, since the answer will tell.',
    edits: [
      {
        file: 'workflows/transmit.ts',
        from: 'operation.intent = { baseline, products, repeatable };',
        to: 'operation.intent = { baseline: null, products, repeatable };',
      },
    ],
    near: 'test/workflows/intent.test.ts',
  },
  {
    name: 'send-before-intent',
    careless: 'Writes the intent down when the answer is there, to save a line.',
    edits: [
      {
        file: 'workflows/transmit.ts',
        from: 'operation.intent = { baseline, products, repeatable };\n  return transmit(room, operation);',
        to: 'await transmit(room, operation);\n  operation.intent = { baseline, products, repeatable };',
      },
    ],
    near: 'test/workflows/intent.test.ts',
  },
  {
    name: 'forget-intent',
    careless: 'Clears the intent once it was sent, since it was for sending.',
    edits: [
      {
        file: 'workflows/settle.ts',
        from: "operation.status = 'unknown';",
        to: "operation.status = 'unknown';\n  operation.intent = null;",
      },
    ],
    near: 'test/workflows/verify.test.ts',
  },
  {
    name: 'new-mark-at-each-send',
    careless: 'Gives every attempt an id of its own, as HTTP clients do with request ids.',
    edits: [
      {
        file: 'workflows/perform.ts',
        from: 'const { operationId, intent } = operation;',
        to: 'const { intent } = operation;\n  const operationId = operation.operationId + String(operation.ambiguousSends);',
      },
    ],
    near: 'test/workflows/verify.test.ts',
  },
  {
    name: 'capture-without-mark',
    careless: 'Sends the merchant’s own note as it is, without the operation’s mark.',
    edits: [
      {
        file: 'activities/commands.ts',
        from: 'totalMinor: amountMinor,\n        additionalText: withMarker(note, operationId),',
        to: "totalMinor: amountMinor,\n        additionalText: note ?? '',",
      },
    ],
    near: 'test/workflows/complaints-keys.test.ts',
    test: 'every send of one operation carries the same mark',
  },
  {
    name: 'engine-sends-again',
    careless: 'Gives the sending activities the engine’s usual retries.',
    edits: [
      {
        file: 'workflows/activity-profiles.ts',
        from: 'priority: { priorityKey: urgency.priorityKey },\n    retry: { maximumAttempts: 1 },',
        to: 'priority: { priorityKey: urgency.priorityKey },\n    retry: { maximumAttempts: 3 },',
      },
    ],
    near: 'test/workflows/sent-once.test.ts',
    test: 'is sent once: the books are read and show it',
  },
  {
    name: 'send-before-it-is-begun',
    careless: 'Has the engine write down that a call begins while the call is made, to save the time.',
    edits: [{ file: 'activities/send-once.ts', from: 'await beginSend();', to: 'void beginSend();' }],
    near: 'test/activities/begin-send.test.ts',
  },
  {
    name: 'forget-operation-ids',
    careless: 'Knows an operation by its id only while it runs.',
    edits: [
      {
        file: 'workflows/commands.ts',
        from: '(operation) => operation.operationId === operationId);',
        to: "(operation) => operation.operationId === operationId && operation.status === 'pending');",
      },
    ],
    near: 'test/workflows/commands.test.ts',
    test: 'under one operation id is one operation',
  },
  {
    name: 'capture-after-deadline',
    careless: 'Leaves it to the provider to refuse a capture that comes too late.',
    edits: [
      {
        file: 'workflows/guards.ts',
        from: "if (hasCome(deadlinesOf(state).captureBy, now)) return { refusal: 'capture_deadline_passed' };",
        to: '',
      },
      {
        file: 'workflows/transmit.ts',
        from: "operation.kind === 'capture' && hasCome(captureBy, now) ? 'capture_deadline_passed' : null",
        to: "operation.kind === 'capture' && captureBy === null ? 'capture_deadline_passed' : null",
      },
    ],
    near: 'test/workflows/guards.test.ts',
  },
  {
    name: 'timer-at-the-deadline',
    careless: 'Lets the capture timer act at the deadline itself: a margin is wasted time.',
    edits: [
      {
        file: 'workflows/deadlines.ts',
        from: 'const latest = plusMs(captureBy, -policy.safetyMarginMs);',
        to: 'const latest = captureBy;',
      },
    ],
    near: 'test/workflows/deadlines.test.ts',
  },
  {
    name: 'deadline-from-notice',
    careless: 'Counts the capture deadline from when we noticed the hold, and captures a day too late.',
    edits: [
      {
        file: 'workflows/observe.ts',
        from: 'plusMs(now, CLOCK_TOLERANCE_MS) ? now : reservedAt;',
        to: 'plusMs(now, CLOCK_TOLERANCE_MS) ? now : now;',
      },
    ],
    near: 'test/workflows/observe.test.ts',
  },
];
