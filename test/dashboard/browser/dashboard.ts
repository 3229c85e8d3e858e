/**
 * The built dashboard in a real Chromium, over everything real: engine, worker, sandbox, record, HTTP server. One per
 * test file. Where there is no browser its tests are skipped, which is said on the terminal.
 */
import { join } from 'node:path';
import { it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { packageVersion } from '../../../src/start/package-version';
import { type EngineServer, startEngineServer } from '../../http/engine-server';
import { KEYS } from '../../http/running-server';
import { ensureBuilt, ROOT } from '../../start/built';
import { announceSkippedBrowserTests, findBrowser, launchBrowser } from '../../support/browser';
import { until } from '../../support/until';
import { readTrueBooks, type TrueBooks } from './true-books';
import { openWindow, type Window, type WindowOptions } from './window';

const browserPath = findBrowser();
if (browserPath === null) announceSkippedBrowserTests();

/** A story takes seconds; on a machine that has much else to do, minutes. */
const PATIENCE_MS = 180_000;

/** How long one of its steps may take. */
const STEP = { patienceMs: 60_000, pollMs: 50 };

/** A test that needs a browser. */
export function inBrowser(name: string, test: () => Promise<void>): void {
  if (browserPath === null) it.skip(name, test);
  else it(name, test, PATIENCE_MS);
}

/** How long everything may take to come up: the dashboard may have to be built first. */
export const START_MS = 300_000;

/** Who signs in; null stays outside. */
type SignedIn = keyof typeof KEYS | null;

/** A dashboard that runs, and the browser before it. */
export interface Dashboard {
  server: EngineServer;
  browser: Browser;
  /** Another person's window, at a screen: its own cookies, signed in as an operator unless told otherwise. */
  open(path: string, options?: WindowOptions & { as?: SignedIn }): Promise<Window>;
  /** An order whose hold stands, of NOK 3,000.00 unless told otherwise. */
  hold(sample?: { amountMinor?: number; policy?: object }): Promise<string>;
  /** Sends a command past the dashboard, as another operator would; the answer's status. */
  command(orderId: string, name: string, body: object): Promise<number>;
  /** Sends a capture of NOK 1,000.00 that is lost before the provider has read it; there once a person is asked. */
  loseCapture(orderId: string): Promise<void>;
  /** What the sandbox truly did with an order. */
  booksOf(orderId: string): Promise<TrueBooks>;
  close(): Promise<void>;
}

/** A browser of its own; only for tests of `inBrowser`. */
export function startBrowser(): Promise<Browser> {
  if (browserPath === null) throw new Error('There is no browser.');
  return launchBrowser(browserPath);
}

/**
 * Starts all of it. `answerWaitMs` is as in production unless told otherwise: an outcome that nobody knows makes whoever
 * asked wait so long.
 */
export async function startDashboard(options: { answerWaitMs?: number } = {}): Promise<Dashboard> {
  ensureBuilt();
  const [browser, server] = await Promise.all([
    startBrowser(),
    startEngineServer({ dashboardDir: join(ROOT, 'dist/dashboard'), version: packageVersion(), ...options }),
  ]);
  const { http, origin } = server;
  return {
    server,
    browser,
    async open(path, { as = 'operator', ...options } = {}) {
      const window = await openWindow(browser, { origin, ...options });
      if (as !== null) await window.page.request.post('/session', { data: { key: KEYS[as] } });
      await window.page.goto(path);
      return window;
    },
    async hold(sample = {}) {
      const { data } = await http.post('/v1/sandbox/sample-order', sample);
      await http.post(`/v1/sandbox/orders/${data.orderId}/pay`, {});
      const isReserved = async (): Promise<boolean> => {
        const { state } = (await http.get(`/v1/reservations/${data.orderId}`)).data;
        return state === 'reserved';
      };
      await until(`${data.orderId} is reserved`, isReserved, STEP);
      return data.orderId;
    },
    async command(orderId, name, body) {
      const headers = { 'Idempotency-Key': crypto.randomUUID() };
      return (await http.post(`/v1/reservations/${orderId}/${name}`, body, { headers })).status;
    },
    async loseCapture(orderId) {
      const { reservationUuid } = await readTrueBooks(server.world.sandbox.origin, orderId);
      const fault = { call: 'capture', kind: 'reset', when: 'before', times: 1, reservationUuid };
      await http.post('/v1/sandbox/faults', fault);
      const waiting = new AbortController();
      const answer = http
        .post(`/v1/reservations/${orderId}/capture`, { amountMinor: 100_000 }, { signal: waiting.signal })
        .catch((error: unknown) => error);
      const isAsked = async (): Promise<boolean> => {
        const { data } = await http.get('/v1/reservations?attention=true');
        return data.items.some((order: { orderId: string }) => order.orderId === orderId);
      };
      await until(`a person is asked about ${orderId}`, isAsked, STEP);
      // Its outcome stays unknown, and whoever has asked would wait for it in vain.
      waiting.abort();
      await answer;
    },
    booksOf: (orderId) => readTrueBooks(server.world.sandbox.origin, orderId),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
