/** `npm start`, as a person types it, on a data directory of its own, from the key press until it answers that it is ready. */
import { spawn } from 'node:child_process';
import axios from 'axios';
import { ROOT } from '../../test/start/built';
import { until } from '../../test/support/until';

/** Where it starts, and what its surroundings have beside that. */
export interface NpmStart {
  dataDir: string;
  port: number;
  env?: Record<string, string>;
}

/** One that is ready. */
export interface Started {
  tookMs: number;
  /** host:port of its engine. */
  engineAddress: string;
  stop(): Promise<void>;
}

const OWN = /^(HOLDFAST_|FRONT_PAYMENT_|TEMPORAL_|HOST$|PORT$|PUBLIC_URL$|RECORDS_URL$|TASK_QUEUE$)/;
const PATIENCE = { patienceMs: 120_000, pollMs: 5 };

/** Resolves once it has said that it is ready, and `/readyz` has agreed. @throws Error when it ends before */
export async function npmStart({ dataDir, port, env = {} }: NpmStart): Promise<Started> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN.test(name)));
  const begunMs = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...inherited, HOLDFAST_DATA_DIR: dataDir, PORT: String(port), ...env } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      hasEnded = true;
      resolve();
    });
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    await until('npm start is ready', () => hasEnded || printed.includes('is ready.'), PATIENCE);
    if (hasEnded) throw new Error(`npm start ended before it was ready:\n${printed}`);
    const { data } = await axios.get(`http://127.0.0.1:${port}/readyz`, { timeout: 10_000 });
    if (data.status !== 'ready') throw new Error(`It said that it was ready, and /readyz ${data.status}.`);
  } catch (error) {
    await stop();
    throw error;
  }
  const tookMs = performance.now() - begunMs;
  return { tookMs, engineAddress: /Temporal +(\S+:\d+)/.exec(printed)?.[1] ?? '', stop };
}
