/**
 * What `holdfast doctor` is told: each part of the surroundings looked at once, and what to do where it does not work.
 * Nothing secret and nothing personal is in it, and nothing is changed by it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { showsLife } from '../client/patience';
import type { ApiKey } from '../config/key-lists';
import type { Settings } from '../config/settings';
import { FrontPaymentError } from '../front-payment';
import type { Check } from '../http/dependencies';
import type { Records } from '../records/records';
import { callbacks, clock } from './diagnosis-network';
import { bad, good, unsure, type Verdict } from './diagnosis-verdicts';
import type { Provider } from './open-provider';
import type { ReadinessParts } from './readiness';

/** What is looked at. */
export interface DiagnosisParts {
  settings: Settings;
  client: Client;
  worker: ReadinessParts['worker'];
  provider: Pick<Provider, 'call' | 'sandbox'>;
  records: Pick<Records, 'find'>;
  apiKeys: readonly ApiKey[];
  /** How long one look may take; 8 s unless given. */
  patienceMs?: number;
  /** How long an answer holds; 15 s unless given. */
  keptMs?: number;
}

/** A person waits for all of it: longer than that is an answer too. */
const PATIENCE_MS = 8_000;

/** Each look costs a call of the provider's quota, which the orders need. */
const KEPT_MS = 15_000;

/**
 * Makes the function that looks at everything, side by side. It never throws. All who ask at once share one look, and
 * so do those who ask soon after it.
 */
export function createDiagnosis(parts: DiagnosisParts): () => Promise<Check[]> {
  const { keptMs = KEPT_MS } = parts;
  let last: { checks: Promise<Check[]>; endsAtMs: number } | null = null;
  return () => {
    if (last !== null && performance.now() < last.endsAtMs) return last.checks;
    const look = { checks: lookAtAll(parts), endsAtMs: Number.POSITIVE_INFINITY };
    void look.checks.then(() => {
      look.endsAtMs = performance.now() + keptMs;
    });
    last = look;
    return look.checks;
  };
}

function lookAtAll(parts: DiagnosisParts): Promise<Check[]> {
  const { patienceMs = PATIENCE_MS } = parts;
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
  return Promise.all(
    Object.entries(looks).map(async ([name, look]) => {
      const tooLate = delay(patienceMs, null, { ref: false }).then(() => silent(name, patienceMs));
      try {
        return { name, ...(await Promise.race([look(), tooLate])) };
      } catch {
        return { name, ...bad('This could not be looked at.', 'Look into the log of the server.') };
      }
    }),
  );
}

function silent(name: string, ms: number): Verdict {
  return bad(
    `No answer within ${ms / 1000} s (${name}).`,
    'Ask again in a moment; if it stays so, look into the network and the log of the server.',
  );
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

async function worker({ worker: { isRunning }, settings }: DiagnosisParts): Promise<Verdict> {
  if (await isRunning()) return good(`The worker runs on the task queue ${settings.taskQueue}.`);
  return bad(
    'The worker does not run. Orders wait, and nothing is lost.',
    'One of `holdfast start` is started again by itself, and its log says why it ended; look whether `holdfast worker` runs where it is a process of its own.',
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
