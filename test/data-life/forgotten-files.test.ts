/**
 * What is forgotten is gone from the files, not only from what answers: after it no file of the embedded engine and of the
 * record holds a word of the customer's, neither in free pages nor in a log before them. The engine runs all the while.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import getPort from 'get-port';
import { type Engine, startEngine } from '../../src/engine/start-engine';
import { type EngineServer, startEngineServer } from '../http/engine-server';
import { leaveFigure } from '../support/figures';
import { anOrder } from '../support/orders';
import { liveThrough, PERSONAL, solveigsOrder } from './solveig';

const directory = mkdtempSync(join(tmpdir(), 'holdfast-forgotten-'));
let engine: Engine;
let at: EngineServer;

beforeAll(async () => {
  const env = { ...process.env, TEMPORAL_ADDRESS: undefined };
  engine = await startEngine({ dataDir: directory, port: await getPort({ host: '127.0.0.1' }), env });
  at = await startEngineServer({
    engineAddress: engine.address,
    engineDataDir: directory,
    recordsUrl: pathToFileURL(join(directory, 'records.sqlite')).href,
  });
}, 120_000);
afterAll(async () => {
  await at?.close();
  await engine?.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** In which files each of her words stands. */
function found(): string[] {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  return files.flatMap(({ parentPath, name }) => {
    const bytes = readFileSync(join(parentPath, name), 'latin1');
    return PERSONAL.filter((words) => bytes.includes(words)).map((words) => `${name}: ${words}`);
  });
}

it('leaves no word of the customer in any file', async () => {
  const order = solveigsOrder();
  const path = `/v1/reservations/${order.orderId}`;
  await liveThrough(at, order);
  const before = found();
  expect(before.some((place) => place.startsWith('temporal.sqlite'))).toBe(true);
  expect(before.some((place) => place.startsWith('records.sqlite'))).toBe(true);
  const began = performance.now();
  const { status, data } = await at.http.post(`${path}/forget`, { note: 'asked for by letter' });
  expect([status, data.filesOverwritten]).toEqual([200, true]);
  leaveFigure('places in files that held her words, before and after', `${before.length}, ${found().length}`);
  leaveFigure(
    'forgetting an order that has just ended took',
    Math.round(performance.now() - began) / 1000,
    's',
  );
  expect(found()).toEqual([]);
  expect((await at.http.get(path)).data).toMatchObject({
    state: 'completed',
    amounts: { capturedMinor: 200_000 },
  });
}, 60_000);

it('goes on with other orders on the same files', async () => {
  const { orderId } = await liveThrough(at, anOrder({ policy: { complete: 'manual' } }));
  expect((await at.http.get(`/v1/reservations/${orderId}`)).data.state).toBe('completed');
}, 60_000);
