/** English: problems where the dashboard can say it better than the server, which speaks to programs. */

/** By code. A code that is not here is shown in the server's own words. */
export const problem = {
  unexpected: 'Something unexpected happened',
  providerSays: 'Front Payment says: {{message}}.',
  unreachable: {
    title: 'Holdfast does not answer',
    detail: 'Check the connection, and try again.',
  },
  engine_unavailable: {
    title: 'The engine does not answer',
    detail: 'Orders under way are unharmed. Try again in a moment.',
  },
  overloaded: { title: 'The server has too much to do', detail: 'Try again in a moment.' },
  engine_busy: { title: 'The engine has too much to do', detail: 'Try again in a moment.' },
  rate_limited: { title: 'Too many requests', detail: 'Wait a little, and try again.' },
  order_not_found: {
    title: 'No order has this id',
    detail: 'Look for it under All, by the beginning of its id.',
  },
  role_not_allowed: {
    title: 'Your key may not do this',
    detail: 'Sign in with an operator’s key. Nothing was done.',
  },
  operation_unsettled: {
    title: 'Another outcome is unknown',
    detail: 'Nothing was done. Wait until it is known, or resolve it under Attention.',
  },
  provider_refused: { title: 'Front Payment refused', detail: 'It surely was not done.' },
  capture_exceeds_runway: {
    title: 'More than can still be captured',
    detail: 'Somebody may have captured a part meanwhile. Nothing was done.',
  },
  capture_deadline_passed: {
    title: 'The hold has ended',
    detail: 'Nothing was done. What is owed can be charged to the stored card.',
  },
  refund_exceeds_source: {
    title: 'More than can still be refunded',
    detail: 'Somebody may have refunded a part meanwhile. Nothing was done.',
  },
  products_unknown: { title: 'Not ready yet', detail: 'Nothing was done. Try again in a moment.' },
  resolve_contradicted: {
    title: 'The provider’s books contradict this',
    detail: 'Nothing was changed. Look again at what the provider shows.',
  },
  not_reserved: { title: 'Nothing is reserved', detail: 'Nothing was done.' },
};
