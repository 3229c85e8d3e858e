/** What the exit code of `holdfast` says. Scripts rely on the numbers; docs/reference/cli.md lists them. */
export const EXIT_CODES = {
  done: { code: 0, meaning: 'done' },
  failed: { code: 1, meaning: 'failed, or `doctor` found something wrong; the message says what' },
  usage: {
    code: 2,
    meaning: 'the command, its options or what it was given cannot be used (also HTTP 400 and 422)',
  },
  refused: {
    code: 3,
    meaning:
      "refused by the order's state or by the provider (HTTP 409), or the server is no sandbox; it was not done",
  },
  notFound: { code: 4, meaning: 'no such order or operation (HTTP 404)' },
  unavailable: {
    code: 5,
    meaning:
      'the server or its engine does not answer or has too much to do, or nobody knows whether a command was done; try again, a command with the `--key` that the message names',
  },
  pending: {
    code: 6,
    meaning: 'accepted, but the outcome is not known yet (HTTP 202); look again with `show`',
  },
  notAllowed: {
    code: 7,
    meaning: 'the API key is not known, or its role may not do this (HTTP 401 and 403); it was not done',
  },
  settings: { code: 78, meaning: 'wrong settings; the message names every fault' },
} as const;

/** One of the reasons to exit. */
export type ExitReason = keyof typeof EXIT_CODES;
