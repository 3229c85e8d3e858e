/** Callbacks as Front Payment sends them, and as somebody who would like to be it does. */
import { type CallbackTokens, createCallbackTokens } from '../../src/callbacks/token';
import { signCallback } from '../../src/front-payment/callback';

/** What a callback is about. */
export interface CallbackOf {
  orderId: string;
  reservationUuid: string;
  /** Unix seconds. */
  timestamp: number;
}

/** Paths of callbacks, with their query; `callbackSecret` is the merchant's. */
export interface CallbackPaths {
  good(about: CallbackOf): string;
  /** One of each way to forge one, none of which anybody could mistake for another. */
  forged(about: CallbackOf): string[];
}

const ROOT_URL = 'http://127.0.0.1';

/** For the callbacks of one merchant. */
export function callbackPaths(callbackSecret: string): CallbackPaths {
  const tokens = createCallbackTokens(callbackSecret);
  const otherTokens = createCallbackTokens('the secret of another merchant');
  return {
    good: (about) => `${pathOf(tokens, about)}?${signCallback(facts(about), callbackSecret)}`,
    forged(about) {
      const path = pathOf(tokens, about);
      const query = signCallback(facts(about), callbackSecret);
      return [
        // A token that nobody has made, and one that another secret has.
        `/callbacks/front-payment/forged?${query}`,
        `${pathOf(otherTokens, about)}?${query}`,
        // The right address, and a checksum that is made up, that another secret has, or that belongs to other words.
        `${path}?${query.replace(/checksum=.*/, `checksum=${'0'.repeat(64)}`)}`,
        `${path}?${signCallback(facts(about), 'the secret of another merchant')}`,
        `${path}?${query.replace('status=RESERVED', 'status=CAPTURED')}`,
        // A second value beside the one that was sealed, and none at all.
        `${path}?${query}&status=CAPTURED`,
        path,
      ];
    },
  };
}

function pathOf(tokens: CallbackTokens, { orderId }: CallbackOf): string {
  return new URL(tokens.urlFor({ publicUrl: ROOT_URL, orderId, attempt: 1 })).pathname;
}

function facts({ reservationUuid, timestamp }: CallbackOf): [string, string][] {
  return [
    ['orderUuid', reservationUuid],
    ['status', 'RESERVED'],
    ['paymentMethod', 'visa'],
    ['timestamp', String(timestamp)],
  ];
}
