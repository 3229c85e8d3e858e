/** Holdfast as a process, with everything around it that could hear of a customer: provider, receiver of webhooks, collector of traces. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { AxiosResponse } from 'axios';
import { BIN } from '../start/built';
import { type StartPlace, type StartProcess, startPlace } from '../start/start-process';
import { until } from '../support/until';
import { OLD_SECRET, type Receiver, startReceiver } from '../webhooks/receiver';
import type { CanaryWorld } from './canary-life';
import { type EchoingProvider, startEchoingProvider } from './echoing-provider';

export const SECRETS = { token: 'a-token-of-the-canary', callbackSecret: 'a-callback-secret-of-the-canary' };

export interface CanaryProcess extends CanaryWorld {
  place: StartPlace;
  provider: EchoingProvider;
  receiver: Receiver;
  /** The bodies of what was sent to the collector of traces. */
  traces: Buffer[];
  /** The one that runs now. */
  running(): StartProcess;
  /** Kills the process at once, and starts another. */
  killAndStart(): Promise<void>;
  /** All that the processes have printed. */
  printed(): string;
  /** Runs the command; what it printed, and its exit code. */
  cli(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }>;
  /** A file for the command to read. */
  write(name: string, content: string): string;
  close(): Promise<void>;
}

/** Starts all of it; `env` holds the keys, or nothing. */
export async function startCanaryProcess(env: Record<string, string>): Promise<CanaryProcess> {
  const provider = await startEchoingProvider(SECRETS);
  const receiver = await startReceiver();
  const collector = await startCollector();
  const place = await startPlace({
    FRONT_PAYMENT_BASE_URL: provider.baseUrl,
    FRONT_PAYMENT_TOKEN: SECRETS.token,
    FRONT_PAYMENT_CALLBACK_SECRET: SECRETS.callbackSecret,
    VERIFY_SCHEDULE: 'PT0.2S,PT0.3S,PT0.4S',
    WEBHOOK_URL: receiver.url,
    WEBHOOK_SECRETS: OLD_SECRET,
    WEBHOOK_ALLOW_PRIVATE_NETWORK: 'on',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    ...env,
  });
  const starts = [place.start()];
  const running = () => starts.at(-1) as StartProcess;
  await untilReady(running());
  return {
    place,
    provider,
    receiver,
    traces: collector.bodies,
    http: place.as('operator'),
    callbackSecret: SECRETS.callbackSecret,
    running,
    async killAndStart() {
      running().child.kill('SIGKILL');
      await running().ended;
      starts.push(place.start());
      await untilReady(running());
    },
    printed: () => starts.map((start) => start.stdout() + start.stderr()).join('\n'),
    cli: (...args) => cli(place, args),
    write(name, content) {
      const file = join(place.dataDir, '..', `${place.port}-${name}`);
      writeFileSync(file, content);
      return file;
    },
    async close() {
      await place.close();
      await Promise.all([provider.close(), receiver.close(), collector.close()]);
    },
  };
}

/** With more patience than a start alone: it may have to take up what a killed one has left. */
async function untilReady(start: StartProcess): Promise<void> {
  const said = () => start.stdout() + start.stderr();
  let hasEnded = false;
  void start.ended.then(() => {
    hasEnded = true;
  });
  const what = () => `the process was ready; it said:\n${said()}`;
  await until(what, () => hasEnded || said().includes('Ctrl-C stops it'), {
    patienceMs: 90_000,
    pollMs: 100,
  });
  if (hasEnded) throw new Error(`The process ended before it was ready:\n${said()}`);
}

/** Every file of the data directory, by its name. */
export function filesOf(directory: string): [name: string, bytes: Buffer][] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name))]);
}

/** An answer with its headers, as the caller has it. */
export function textOf({ status, headers, data }: AxiosResponse): string {
  return `${status} ${JSON.stringify(headers)} ${typeof data === 'string' ? data : JSON.stringify(data)}`;
}

async function cli(place: StartPlace, args: readonly string[]) {
  const env = { ...place.env, HOLDFAST_URL: place.url, HOLDFAST_API_KEY: place.key('operator') };
  try {
    const ended = await promisify(execFile)(process.execPath, [BIN, ...args], { env, cwd: place.dataDir });
    return { code: 0, ...ended };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

async function startCollector() {
  const bodies: Buffer[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    bodies.push(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
