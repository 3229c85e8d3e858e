/**
 * The canary: a customer with a name that stands nowhere by chance goes through every path there is. Then everything that
 * is kept, logged, counted, traced or answered is searched for it; and once without keys, to see that the search finds.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import type { AxiosResponse } from 'axios';
import { encryptingDataConverter } from '../../src/client/encrypting-data-converter';
import { ensureBuilt } from '../start/built';
import { leaveFigure } from '../support/figures';
import { until } from '../support/until';
import { canaryOrder, hardLife, paid, refusedAtTheDoor, unpaidLife, untilOf, wholeLife } from './canary-life';
import { FORMS, type Hit, PERSON, PERSONAL_WORDS, search, WORDS, WRITTEN } from './canary-words';
import { type CanaryProcess, filesOf, startCanaryProcess, textOf } from './canary-world';
import { readRawEngine, untilClosed } from './raw-engine';

const LONG_MS = 240_000;
const KEYS = `canary:${randomBytes(32).toString('base64')}`;
const addressOf = ({ place }: CanaryProcess) =>
  readFileSync(join(place.dataDir, 'engine-address'), 'utf8').trim();

beforeAll(ensureBuilt, 120_000);

describe('the search', () => {
  it.each(Object.keys(FORMS))('finds every word in the form %s', (form) => {
    for (const word of WORDS) {
      const written = FORMS[form]?.(word) ?? [];
      for (const text of written) {
        const bytes = Buffer.concat([
          Buffer.from('before '),
          Buffer.from(text, 'latin1'),
          Buffer.from(' behind'),
        ]);
        expect(search('a place', bytes).map((hit) => hit.word)).toContain(word);
      }
    }
  });

  it('finds a word within whole texts in base64, wherever it stands', () => {
    for (const before of ['', 'a', 'ab', 'abc']) {
      const text = Buffer.from(`${before}${PERSON.name} lives there`).toString('base64');
      expect(search('a place', text)).toContainEqual({ place: 'a place', word: 'Zyphøra', form: 'base64' });
    }
  });

  it('finds nothing where there is nothing', () => {
    expect(search('a place', randomBytes(1_000_000))).toEqual([]);
  });
});

describe('with encryption keys', () => {
  let canary: CanaryProcess;
  const answers: AxiosResponse[] = [];
  const said: [string, string][] = [];
  beforeAll(async () => {
    canary = await startCanaryProcess({ HOLDFAST_ENCRYPTION_KEYS: KEYS });
  }, LONG_MS);
  afterAll(() => canary?.close());

  it(
    'an order goes through its whole life, with every command',
    async () => {
      canary.receiver.answerWith(() => (canary.receiver.received.length < 2 ? 500 : 204));
      const ends = await wholeLife(canary);
      answers.push(...ends, ...(await unpaidLife(canary)));
      expect(answers.map(isTaken)).toEqual(Array(8).fill(true));
    },
    LONG_MS,
  );

  it(
    'the provider refuses, fails and leaves open, telling back what it was sent',
    async () => {
      const ends = await hardLife(canary);
      answers.push(...ends);
      expect(ends.slice(1).map(isTaken)).toEqual(Array(4).fill(true));
      expect(canary.provider.echoed).toBe(5);
    },
    LONG_MS,
  );

  it(
    'the door refuses whatever is wrong, and people look at all that there is',
    async () => {
      const refused = await refusedAtTheDoor(canary);
      answers.push(...refused);
      expect(refused.filter(({ status }) => status < 400)).toHaveLength(1);
      const path = await paid(canary);
      const shown = await canary.http.post(`${path}/customer`, {});
      expect(JSON.stringify(shown.data)).toContain(PERSON.email);
      for (const seen of ['', '/sheet', '/events']) {
        const { data } = await canary.http.get(`${path}${seen}`);
        said.push([`GET order${seen}`, JSON.stringify(data)]);
      }
      const csv = { headers: { Accept: 'text/csv' } };
      said.push(['list', JSON.stringify((await canary.http.get('/v1/reservations')).data)]);
      said.push(['CSV', (await canary.http.get('/v1/reservations', csv)).data]);
      said.push(['summary', JSON.stringify((await canary.http.get('/v1/summary')).data)]);
      said.push([
        'webhook deliveries',
        JSON.stringify((await canary.http.get('/v1/webhooks/deliveries')).data),
      ]);
    },
    LONG_MS,
  );

  it(
    'the command line places, shows, cancels, and is told what is wrong',
    async () => {
      const order = canaryOrder();
      const file = canary.write('order.json', JSON.stringify(order));
      const wrong = canary.write('wrong.json', JSON.stringify({ ...order, customer: { name: PERSON.name } }));
      const ends: [number, string[]][] = [
        [0, ['place', file]],
        [2, ['place', wrong]],
        [0, ['customer', order.orderId]],
        [0, ['sheet', order.orderId]],
        [0, ['cancel', order.orderId, '--note', WRITTEN.note]],
        [3, ['capture', order.orderId, '--note', `${WRITTEN.note} ${PERSON.name}`]],
      ];
      for (const [code, args] of ends) {
        const ended = await canary.cli(...args);
        expect([args[0], ended.code]).toEqual([args[0], code]);
        said.push([`stderr of ${args[0]}`, ended.stderr]);
        if (args[0] !== 'customer') said.push([`stdout of ${args[0]}`, ended.stdout]);
      }
      for (const written of [file, wrong]) rmSync(written);
    },
    LONG_MS,
  );

  it(
    'a raw Temporal client sends what is wrong',
    async () => {
      const [, orderId = ''] = /reservations\/(.*)/.exec(await paid(canary)) ?? [];
      const ends = await sendRaw(addressOf(canary), orderId);
      expect(ends).toEqual(['WorkflowFailedError', 'WorkflowFailedError', 'WorkflowUpdateFailedError']);
      await untilOf(canary.http, `/v1/reservations/${orderId}`, ({ state }) => state === 'cancelled');
    },
    LONG_MS,
  );

  it(
    'the process is killed in the middle, and goes on',
    async () => {
      const order = canaryOrder();
      const sent = canary.http.post('/v1/reservations', order).catch(() => null);
      await canary.killAndStart();
      await sent;
      expect((await canary.http.post('/v1/reservations', order)).status).toBeLessThan(300);
      const { received } = canary.receiver;
      await until('webhooks were taken and were not', () => {
        const statuses = new Set(received.map(({ status }) => status));
        return statuses.has(204) && statuses.has(500);
      });
      await until('traces were sent', () => canary.traces.length > 0, { patienceMs: 30_000, pollMs: 100 });
    },
    LONG_MS,
  );

  it(
    'and of all that was kept, logged, counted, traced and answered, nothing holds a word of the customer',
    async () => {
      const metrics = (await canary.http.get('/metrics')).data as string;
      const engine = await readRawEngine(addressOf(canary));
      expect(engine.workflows).toBeGreaterThan(10);
      canary.running().child.kill('SIGTERM');
      expect(await canary.running().ended).toBe(0);
      const refused = answers.filter(({ status }) => status >= 400);
      const everything: [string, Buffer | string][] = [
        ...engine.places,
        ...filesOf(canary.place.dataDir),
        ...canary.traces.map((body, index): [string, Buffer] => [`traces ${index + 1}`, body]),
        ...canary.receiver.received.map((body, index): [string, string] => [
          `webhook ${index + 1}`,
          JSON.stringify(body),
        ]),
        ...refused.map((answer): [string, string] => [
          `answer ${answer.status} to ${answer.request?.method}`,
          textOf(answer),
        ]),
        ['metrics', metrics],
        ['printed by the processes', canary.printed()],
      ];
      const hits = everything.flatMap(([place, bytes]) => search(place, bytes));
      const masked = said.flatMap(([place, text]) => search(place, text, PERSONAL_WORDS));
      leaveFigure('canary: words, each in seven forms', WORDS.length);
      leaveFigure('canary: places searched', everything.length + said.length);
      leaveFigure('canary: searched', bytesOf([...everything, ...said]), 'MB');
      leaveFigure('canary: events of raw histories', engine.events);
      leaveFigure('canary: found', hits.length + masked.length);
      expect([...hits, ...masked]).toEqual([]);
    },
    LONG_MS,
  );
});

describe('without encryption keys', () => {
  it(
    'the same search finds the customer in the engine’s database, its histories and the record',
    async () => {
      const canary = await startCanaryProcess({});
      try {
        const ends = await wholeLife(canary);
        await untilClosed(addressOf(canary), ends[0]?.data.reservation.workflowId);
        const engine = await readRawEngine(addressOf(canary));
        canary.running().child.kill('SIGTERM');
        await canary.running().ended;
        const hits = [...engine.places, ...filesOf(canary.place.dataDir)].flatMap(([place, bytes]) =>
          search(place, bytes),
        );
        const foundIn = (place: RegExp) => [...new Set(wordsOf(hits, place))].sort();
        leaveFigure('canary: found without keys', hits.length);
        expect(foundIn(/sqlite|\.db/)).toEqual(
          expect.arrayContaining(['Quillanne', PERSON.phone, WRITTEN.note]),
        );
        expect(foundIn(/^payloads of/)).toEqual(
          expect.arrayContaining(['Zyphøra', PERSON.email.split('@')[0], WRITTEN.line]),
        );
        expect(foundIn(/^history of/)).toEqual(
          expect.arrayContaining(['Quokkavegen', PERSON.personalNumber]),
        );
        expect(foundIn(/records/)).toEqual(expect.arrayContaining(['Quillanne']));
      } finally {
        await canary.close();
      }
    },
    LONG_MS,
  );
});

/** On a slow machine the end of what was taken comes later. */
function isTaken({ status }: AxiosResponse): boolean {
  return status >= 200 && status <= 202;
}

function wordsOf(hits: readonly Hit[], place: RegExp): string[] {
  return hits.filter((hit) => place.test(hit.place)).map(({ word }) => word);
}

function bytesOf(places: readonly [string, Buffer | string][]): number {
  return Math.round(places.reduce((sum, [, bytes]) => sum + bytes.length, 0) / 1e5) / 10;
}

/** What is no order, an order at fault, a command at fault, and signals; with the names of the errors that came of it. */
async function sendRaw(address: string, orderId: string): Promise<string[]> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, dataConverter: encryptingDataConverter(KEYS) });
  const start = (input: unknown, id: string) =>
    client.workflow.start('reservation', {
      taskQueue: 'reservations',
      workflowId: `reservation/${id}`,
      args: [input],
    });
  const text = `${WRITTEN.wrong} ${PERSON.name} ${PERSON.email}`;
  try {
    const handle: WorkflowHandle = client.workflow.getHandle(`reservation/${orderId}`);
    const none = await start(text, 'canary-none');
    const wrong = { ...canaryOrder({ orderId: 'canary-wrong' }), currency: text };
    const ends = [
      await nameOf(none.result()),
      await nameOf((await start(wrong, 'canary-wrong')).result()),
      await nameOf(handle.executeUpdate('capture', { args: [{ note: text, [text]: text }] })),
    ];
    await handle.signal('capture', { note: text, amountMinor: text });
    await handle.signal('cancel', { note: text });
    return ends;
  } finally {
    await connection.close();
  }
}

async function nameOf(ended: Promise<unknown>): Promise<string> {
  return ended.then(
    () => 'nothing',
    (error: Error) => error.name,
  );
}
