// The ways in which the money protocol is broken on purpose, one after the other, to see that a test is red for each.
// `careless` says what an engineer would have done; `near` is the suite that is asked first, and `test` a part of a
// test's name in it, for speed only: what it does not catch the whole suite is asked for.
// Every `from` stands exactly once in its file; test/scripts/mutants.test.ts says so when the code has moved on.

const MUTATIONS = [
  ...require('./sending-mutations.js'),
  ...require('./settling-mutations.js'),
  ...require('./booking-mutations.js'),
];

module.exports = { MUTATIONS };
