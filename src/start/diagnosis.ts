/**
 * What `holdfast doctor` is told: each part of the surroundings looked at once, and what to do where it does not work.
 * Nothing secret and nothing personal is in it, and nothing is changed by it.
 */
import type { Client } from '@temporalio/client';
import axios from 'axios';
import { showsLife } from '../client/patience';
import type { ApiKey } from '../config/key-lists';
import { isLoopbackHost } from '../config/loopback';
import type { Settings } from '../config/settings';
import { FrontPaymentError } from '../front-payment';
import type { Check } from '../http/dependencies';
import type { Records } from '../records/records';
import type { KeptWorker } from './keep-worker';
import type { Provider } from './open-provider';

/** What is looked at. */
export interface DiagnosisParts {
  settings: Settings;
  client: Client;
  worker: Pick<KeptWorker, 'isRunning'>;
  provider: Pick<Provider, 'call' | 'sandbox'>;
  records: Pick<Records, 'find'>;
  apiKeys: readonly ApiKey[];
}

type Verdict = Omit<Check, 'name'>;

const LOOK_MS = 5_000;

/** From here on what the provider says of times and what we say are told apart only by luck. */
const MAX_CLOCK_DIFFERENCE_MS = 30_000;

/** Makes the function that looks at everything, side by side. It never throws. */
export function createDiagnosis(parts: DiagnosisParts): () => Promise<Check[]> {
  const looks: Record<string, () => Verdict | Promise<Verdict>> = {
    engine: () => engine(parts),
    worker: () => worker(parts),
    record: () => record(parts),
    provider: () => provider(parts),
    clock: () => clock(parts),
    callbacks: () => callbacks(parts),
    keys: () => keys(parts),
    encryption: () => encryption(parts),
  };
  return () =>
    Promise.all(
      Object.entries(looks).map(async ([name, look]) => {
        try {
          return { name, ...(await look()) };
        } catch {
          return { name, ...bad('This could not be looked at.', 'Look into the log of the server.') };
        }
      }),
    );
}

function good(message: string): Verdict {
  return { ok: true, message, todo: null };
}

function bad(message: string, todo: string): Verdict {
  return { ok: false, message, todo };
}

function unsure(message: string, todo: string | null): Verdict {
  return { ok: null, message, todo };
}

async function engine({ client, settings }: DiagnosisParts): Promise<Verdict> {
  const { address } = settings.temporal;
  const name = address === null ? 'The embedded engine' : `The engine at ${address}`;
  try {
    await showsLife(client);
    return good(`${name} answers.`);
  } catch {
    return bad(
      `${name} does not answer.`,
      address === null
        ? 'It is started again by itself; engine.log in the data directory says why it ended.'
        : 'Check TEMPORAL_ADDRESS and the settings beside it, and that the server runs.',
    );
  }
}

function worker({ worker: { isRunning }, settings }: DiagnosisParts): Verdict {
  if (isRunning()) return good(`The worker runs on the task queue ${settings.taskQueue}.`);
  return bad(
    'The worker does not run. Orders wait, and nothing is lost.',
    'It is started again by itself; the log says why it ended.',
  );
}

async function record({ records }: DiagnosisParts): Promise<Verdict> {
  try {
    await records.find('nothing-is-called-this');
    return good('The record of ended orders answers.');
  } catch {
    return bad(
      'The record of ended orders does not answer.',
      'Check the database that RECORDS_URL names, and the disk of the data directory.',
    );
  }
}

/** One reading of the last minutes' history: the cheapest call that needs the token. */
async function provider({ provider: { call, sandbox } }: DiagnosisParts): Promise<Verdict> {
  const name = sandbox === null ? 'Front Payment' : 'The sandbox';
  const to = new Date();
  const from = new Date(to.getTime() - 60_000);
  try {
    await call(to.toISOString(), (client) =>
      client.history({ from: from.toISOString(), to: to.toISOString() }),
    );
    return good(`${name} answers and takes our token.`);
  } catch (error) {
    const code = error instanceof FrontPaymentError ? error.code : 'unknown';
    if (code === 'unauthorized') {
      return bad(`${name} refuses our token.`, 'Set the right FRONT_PAYMENT_TOKEN and start again.');
    }
    return bad(
      `${name} did not answer as it should (${code}).`,
      'Check FRONT_PAYMENT_BASE_URL, the network, and the provider’s own status; orders try again by themselves.',
    );
  }
}

/** By the header `Date` of any answer, which is exact to the second. */
async function clock({ settings }: DiagnosisParts): Promise<Verdict> {
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

/** From this machine. Whether the provider reaches it too, only a callback that has come shows. */
async function callbacks({ settings, provider: { sandbox } }: DiagnosisParts): Promise<Verdict> {
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
          `${publicUrl} answers from this machine; whether it does from outside cannot be told from here.`,
          'Open it from another network, or see whether callbacks stand on the timelines of paid orders.',
        )
      : good(`${publicUrl} answers, and the sandbox is on this machine too.`);
  }
  return bad(
    `${publicUrl}/healthz does not answer with 200 (${answered?.status ?? 'no answer'}).`,
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

function keys({ apiKeys, settings }: DiagnosisParts): Verdict {
  const roles = apiKeys.map(({ role }) => role);
  const counted = `API keys: ${[...new Set(roles)].map((role) => `${roles.filter((one) => one === role).length} ${role}`).join(', ')}.`;
  if (!roles.includes('operator')) {
    return bad(
      `${counted} Nobody can capture, refund or resolve.`,
      'Add operator:KEY to HOLDFAST_API_KEYS and start again.',
    );
  }
  const place = settings.apiKeys === null ? ` Made at the first start, kept in ${settings.dataDir}.` : '';
  return good(`${counted}${place}`);
}

function encryption({ settings }: DiagnosisParts): Verdict {
  if (settings.encryptionKeys.length > 0) {
    return good('Personal data is encrypted wherever it is kept.');
  }
  const { address } = settings.temporal;
  const todo = 'Set HOLDFAST_ENCRYPTION_KEYS to keyId:base64 of 32 random bytes, and start again.';
  return address === null
    ? unsure('Personal data is kept on this machine in the clear.', todo)
    : bad(`Personal data lies in the clear in the Temporal server at ${address}.`, todo);
}
