/** The looks that go out into the network by themselves: the provider's clock, and our own public address. No token goes with them. */
import axios from 'axios';
import { CALLBACK_PATH } from '../callbacks/token';
import { isLoopbackHost } from '../config/loopback';
import type { Settings } from '../config/settings';
import { bad, good, unsure, type Verdict } from './diagnosis-verdicts';
import type { Provider } from './open-provider';

interface NetworkParts {
  settings: Settings;
  provider: Pick<Provider, 'sandbox'>;
}

const LOOK_MS = 5_000;

/** From here on what the provider says of times and what we say are told apart only by luck. */
const MAX_CLOCK_DIFFERENCE_MS = 30_000;

/** How far the clocks differ, by the header `Date` of any answer, which is exact to the second. */
export async function clock({ settings }: NetworkParts): Promise<Verdict> {
  const { baseUrl } = settings.frontPayment;
  if (baseUrl === null) return good('The sandbox goes by this machine’s clock.');
  const askedMs = Date.now();
  const { headers } = await look(new URL(baseUrl).origin, 'HEAD');
  const shownMs = Date.parse(String(headers['date']));
  if (Number.isNaN(shownMs)) return unsure('The provider does not tell its time.', null);
  const differenceMs = shownMs - (askedMs + Date.now()) / 2;
  const seconds = Math.round(Math.abs(differenceMs) / 1000);
  const side = differenceMs > 0 ? 'behind' : 'ahead of';
  if (Math.abs(differenceMs) <= MAX_CLOCK_DIFFERENCE_MS) {
    return good(`This machine’s clock and the provider’s differ by ${seconds} s.`);
  }
  return bad(
    `This machine’s clock is ${seconds} s ${side} the provider’s.`,
    'Have this machine keep its time by NTP: deadlines are reckoned with its clock.',
  );
}

/**
 * Whether callbacks find us, asked from this machine, and said so. Whether the provider reaches it too, only who asks from
 * outside can tell, or a callback that has come.
 */
export async function callbacks({ settings, provider: { sandbox } }: NetworkParts): Promise<Verdict> {
  const { publicUrl } = settings;
  if (sandbox === null && isLoopbackHost(new URL(publicUrl).hostname)) {
    return bad(
      `PUBLIC_URL is ${publicUrl}, which only this machine reaches: no callback can come.`,
      'Set PUBLIC_URL to an address that Front Payment reaches. Until then the sweep finds what happened, later.',
    );
  }
  const answered = await look(`${publicUrl}/healthz`, 'GET').catch(() => null);
  if (answered?.status === 200) {
    return sandbox === null
      ? unsure(
          `${publicUrl} answers the server itself, which was the one who asked; whether it answers Front Payment cannot be told from here.`,
          `Ask from another network, such as a telephone's: curl -sS ${publicUrl}${CALLBACK_PATH}asked-from-outside must tell "code":"callback_token_unknown". Or see whether callbacks stand on the timelines of paid orders.`,
        )
      : good(`${publicUrl} answers the server itself, and the sandbox is on this machine too.`);
  }
  return bad(
    `${publicUrl}/healthz, asked by the server itself, does not answer with 200 (${answered?.status ?? 'no answer'}).`,
    'Check PUBLIC_URL, DNS, and the proxy before Holdfast. Until then the sweep finds what happened, later.',
  );
}

function look(url: string, method: 'GET' | 'HEAD') {
  return axios.request({
    url,
    method,
    timeout: LOOK_MS,
    signal: AbortSignal.timeout(LOOK_MS),
    maxRedirects: 0,
    validateStatus: () => true,
    responseType: 'text',
    proxy: false,
  });
}
