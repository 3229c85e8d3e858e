// The client's options are wrong; thrown once, when the client is made.

/** What is wrong with the options; see `createFrontPaymentClient`. */
export type ClientOptionsErrorCode =
  | 'base_url_unreadable'
  | 'base_url_not_secure'
  | 'base_url_with_credentials'
  | 'base_url_with_query'
  | 'options_invalid';

const MESSAGES: Record<ClientOptionsErrorCode, string> = {
  base_url_unreadable: 'The base URL is not a URL; no client was made.',
  base_url_not_secure:
    'The base URL is neither https nor on loopback; no client was made, so that no token leaks.',
  base_url_with_credentials:
    'The base URL holds credentials; no client was made. Put the token into `token`.',
  base_url_with_query:
    'The base URL has a query or a fragment; no client was made. Give scheme, host and path only.',
  options_invalid: 'The options are not valid; no client was made.',
};

/** Thrown by `createFrontPaymentClient`; `fields` names the options at fault. Never carries their values. */
export class ClientOptionsError extends Error {
  override readonly name = 'ClientOptionsError';

  constructor(
    readonly code: ClientOptionsErrorCode,
    readonly fields: readonly string[] = ['baseUrl'],
  ) {
    super(`${MESSAGES[code]} Fields at fault: ${fields.join(', ')}.`);
  }
}
