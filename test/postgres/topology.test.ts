/**
 * The topology of docker-compose.yml, natively, with every process of it killed once while orders are lived through it. What
 * Holdfast says at the end is held against what truly happened at the provider.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Door } from '../../chaos/door';
import { type Finding, judgeOrder } from '../../chaos/judge-order';
import { readSettings } from '../../src/config/read-settings';
import { openRecords, type Records } from '../../src/records/records';
import { createSealing } from '../../src/start/sealing';
import type { ReservationState } from '../../workflows/state';
import { ensureBuilt } from '../start/built';
import { leaveFigure } from '../support/figures';
import { BUILD_TIMEOUT_MS, hasGo } from '../support/go-tool';
import { findPostgres } from '../support/postgres';
import { until } from '../support/until';
import { PASSWORDS } from './databases';
import type { KeptProcess } from './kept-process';
import { type Life, linkEndOf, liveAll, trueBooksOf } from './lifecycles';
import { CAPTURE_WINDOW_MS, startTopology, type Topology } from './topology';

const LIFECYCLES = 48;
/** A process is killed at the start of every so many orders. */
const ORDERS_A_KILL = 6;
const RUN_TIMEOUT_MS = 900_000;
const BACK = { patienceMs: 120_000, pollMs: 100 };

const bin = findPostgres();
const canRun = hasGo('the topology of docker-compose.yml is not run natively.') && bin !== null;

interface Judged {
  life: Life;
  findings: Finding[];
  /** From each capture to the end of its hold's window. */
  slackMs: number[];
  captures: { by: string; amountMinor: number | null }[];
}

(canRun ? describe : describe.skip)('PostgreSQL, Temporal, two workers and two HTTP servers', () => {
  let topology: Topology;
  let door: Door;
  let lives: Life[] = [];
  let judged: Judged[] = [];
  let everyone: KeptProcess[] = [];

  beforeAll(async () => {
    ensureBuilt();
    const startedAtMs = Date.now();
    topology = await startTopology(bin ?? '');
    leaveFigure('from nothing to ready', seconds(Date.now() - startedAtMs), 's');
    const { workers, servers, temporal, postgres } = topology;
    everyone = [...workers, ...servers, temporal, postgres];
    door = new Door(servers);
    const livedFromMs = Date.now();
    lives = await liveAndKill();
    leaveFigure('lived in', seconds(Date.now() - livedFromMs), 's');
    judged = await judgeAll();
  }, BUILD_TIMEOUT_MS + RUN_TIMEOUT_MS);

  afterAll(async () => {
    await topology?.close();
    if (judged.length === LIFECYCLES && judged.every(({ findings }) => findings.length === 0))
      topology.remove();
    else if (topology) process.stderr.write(`Logs and databases are kept in ${topology.dir}\n`);
  }, RUN_TIMEOUT_MS);

  /** Workers and servers in turn, the engine and its database between them; the next one only once the last one is back. */
  async function liveAndKill(): Promise<Life[]> {
    const { workers, servers, temporal, postgres } = topology;
    const [workerOne, workerTwo] = workers;
    const [serverOne, serverTwo] = servers;
    const waiting = [workerOne, serverOne, temporal, workerTwo, postgres, serverTwo];
    let killing = Promise.resolve();
    const living = liveAll({ door, sandboxOrigin: topology.sandboxOrigin }, LIFECYCLES, (index) => {
      if (index % ORDERS_A_KILL !== ORDERS_A_KILL - 1) return;
      const next = waiting.shift();
      if (next) killing = killing.then(() => killOnce(next));
    });
    const [lived] = await Promise.all([living, living.then(() => killing)]);
    return lived;
  }

  async function killOnce(process: KeptProcess): Promise<void> {
    process.kill();
    await until(`${process.name} is back`, () => process.awayMs.length > 0, BACK);
  }

  async function judgeAll(): Promise<Judged[]> {
    const { id, key } = topology.encryptionKey;
    const { encryptionKeys } = readSettings({ HOLDFAST_ENCRYPTION_KEYS: `${id}:${key}` }, 'start');
    const records = createSealing(encryptionKeys).seal(await openRecords(topology.recordsUrl));
    try {
      return await Promise.all(lives.map((life) => judge(life, records)));
    } finally {
      await records.close();
    }
  }

  async function judge(life: Life, records: Records): Promise<Judged> {
    const { orderId, order, placedAtMs } = life;
    const { reservations, executions } = await trueBooksOf(topology, orderId);
    const record = await records.find(orderId);
    if (record === null) throw new Error(`The record does not know ${orderId}.`);
    const { ledger } = record.body as ReservationState;
    const facts = {
      orderId,
      order,
      entries: [...ledger.captures, ...ledger.charges],
      reservations,
      executions,
      commands: door.commands.filter((log) => log.orderId === orderId),
      captureWindowMs: CAPTURE_WINDOW_MS,
      wasRefused: false,
      linkEndMs: linkEndOf(placedAtMs),
    };
    const captures = executions.filter(({ kind }) => kind === 'capture');
    const heldAt =
      reservations.find((one) => one.reservationUuid === order.reservationUuid)?.reservedAt ?? '';
    const slackMs = captures.map(({ at }) => Date.parse(heldAt) + CAPTURE_WINDOW_MS - Date.parse(at));
    return { life, findings: judgeOrder(facts, new Date()), slackMs, captures };
  }

  it('lives every order to its end', () => {
    leaveFigure('lifecycles', lives.length, 'orders');
    expect(lives.map(({ order }) => order.state)).toEqual(Array(LIFECYCLES).fill('completed'));
    expect(lives.filter(({ order }) => order.attention !== null)).toEqual([]);
    const resolved = door.commands.filter(({ command }) => command === 'resolve');
    leaveFigure('refunds that a person had to look up', resolved.length, 'orders');
  });

  it('captures each of them once, and the whole of it', () => {
    const captured = judged.map(({ captures }) =>
      captures.map(({ by, amountMinor }) => ({ by, amountMinor })),
    );
    expect(captured).toEqual(lives.map(({ orderMinor }) => [{ by: 'api', amountMinor: orderMinor }]));
    leaveFigure(
      'captured more or less than once',
      captured.filter(({ length }) => length !== 1).length,
      'orders',
    );
  });

  it('captures none too late', () => {
    const slackMs = judged.flatMap((one) => one.slackMs);
    leaveFigure('least time left at a capture', seconds(Math.min(...slackMs)), 's');
    expect(slackMs).toHaveLength(LIFECYCLES);
    expect(slackMs.filter((ms) => ms <= 0)).toEqual([]);
  });

  it('has books like the provider’s, and answers every command as it then is', () => {
    const offenders = judged.filter(({ findings }) => findings.length > 0);
    leaveFigure('orders whose books differ', offenders.length, 'orders');
    expect(offenders.map(({ life, findings }) => ({ orderId: life.orderId, findings }))).toEqual([]);
    expect(lives.map(({ order }) => order.amounts.refundedMinor)).toEqual(
      lives.map(({ refundedMinor }) => refundedMinor),
    );
  });

  it('had each of its processes killed once, and has all of them at work again', () => {
    for (const { name, awayMs } of everyone) {
      leaveFigure(`${name} away after SIGKILL`, seconds(Math.max(...awayMs)), 's');
    }
    const ownEnds = everyone.reduce((sum, one) => sum + one.ownEnds(), 0);
    leaveFigure('ended by themselves while another was away, and started again', ownEnds, 'processes');
    leaveFigure('requests without an answer, asked again', door.lost, 'requests');
    expect(everyone.map(({ awayMs }) => awayMs.length)).toEqual(everyone.map(() => 1));
    expect(everyone.filter((one) => !one.isReady()).map(({ name }) => name)).toEqual([]);
  });

  it('was prepared by `holdfast setup`, whose second run found all of it there', () => {
    const [first, second] = topology.setups;
    expect(first).toContain(': registered.\nRetention: what has ended is kept for 7 d.');
    expect(second).toContain(': was there.');
    expect(second).toContain('nothing to add; 9 of 9 were there.');
  });

  it('keeps the engine from reading the record, and Holdfast from reading the engine', async () => {
    const connect = async (role: 'temporal' | 'holdfast', database: string): Promise<string> => {
      const { host } = new URL(topology.recordsUrl);
      const url = `postgres://${role}:${PASSWORDS[role]}@${host}/${database}`;
      const client = new Client({ connectionString: url });
      const code = await client.connect().then(
        () => 'connected',
        (error: { code: string }) => error.code,
      );
      await client.end().catch(() => undefined);
      return code;
    };
    const insufficientPrivilege = '42501';
    expect(await connect('temporal', 'temporal')).toBe('connected');
    expect(await connect('temporal', 'holdfast')).toBe(insufficientPrivilege);
    expect(await connect('holdfast', 'holdfast')).toBe('connected');
    expect(await connect('holdfast', 'temporal')).toBe(insufficientPrivilege);
  });
});

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
