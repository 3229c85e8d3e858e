/** docs/guides/webhooks.md does what it says: its receiver takes what Holdfast sends, its requests are answered, its lists are whole. */

import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transformSync } from '@swc/core';
import { Webhook } from 'standardwebhooks';
import { postWebhook, WEBHOOK_FAULTS } from '../../src/webhooks/post-webhook';
import { createWebhookSigner } from '../../src/webhooks/sign-webhook';
import { WEBHOOK_EVENTS } from '../../src/webhooks/webhook-events';
import { webhookBody } from '../../src/webhooks/webhook-message';
import { createWebhooksDoor } from '../../src/webhooks/webhooks-door';
import { blockNamed, blocksOf, firstColumn, readPage, section } from '../docs/pages';
import { sampleReservation } from '../http/fake-reservations';
import { runServer } from '../http/running-server';
import { NEW_SECRET, OLD_SECRET } from './receiver';

const page = readPage('docs/guides/webhooks.md');

type Handle = (told: { type: string; data: { orderId: string } }) => Promise<void>;
type MakeReceiver = (secret: string, seen: Set<string>, handle: Handle) => Server;

function receiverOfThePage(): MakeReceiver {
  const { code } = transformSync(blockNamed(page, 'receive').text, {
    jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const module = { exports: {} as { receiver: MakeReceiver } };
  new Function('module', 'exports', 'require', code)(module, module.exports, createRequire(__filename));
  return module.exports.receiver;
}

const event = {
  id: '12',
  at: '2026-11-21T12:00:00.000Z',
  type: 'capture_executed',
  source: 'timer',
  data: {},
};
const body = webhookBody('reservation.captured', event, sampleReservation());

describe('the receiver of the page', () => {
  const handled: string[] = [];
  let fails = false;
  let server: Server;
  beforeAll(async () => {
    server = receiverOfThePage()(OLD_SECRET, new Set(), async ({ type, data }) => {
      if (fails) throw new Error('the database is away');
      handled.push(`${type} ${data.orderId}`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const send = async (id: string, secrets: string[], at = new Date()) =>
    postWebhook({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
      headers: { ...createWebhookSigner(secrets)({ id, body, at }) },
      body,
      timeoutMs: 5_000,
      allowsPrivateNetwork: true,
      signal: new AbortController().signal,
    });

  it('takes what its secret or another one with it has signed, once', async () => {
    expect(await send('msg_1', [NEW_SECRET, OLD_SECRET])).toMatchObject({ status: 204, fault: null });
    expect(await send('msg_1', [OLD_SECRET])).toMatchObject({ status: 204 });
    expect(handled).toEqual(['reservation.captured booking-1042']);
  });

  it('refuses what another secret has signed, and what is old', async () => {
    expect(await send('msg_2', [NEW_SECRET])).toMatchObject({ status: 401, fault: 'answered_error' });
    const old = new Date(Date.now() - 6 * 60_000);
    expect(await send('msg_2', [OLD_SECRET], old)).toMatchObject({ status: 401 });
    expect(handled).toHaveLength(1);
  });

  it('asks for it again when it could not handle it', async () => {
    fails = true;
    expect(await send('msg_3', [OLD_SECRET])).toMatchObject({ status: 500, fault: 'answered_error' });
    fails = false;
    expect(await send('msg_3', [OLD_SECRET])).toMatchObject({ status: 204 });
  });
});

describe('the page', () => {
  it('makes a secret that the library takes', () => {
    const [, code = ''] = /node -e "(.*)"/.exec(page) ?? [];
    const printed: string[] = [];
    new Function('console', 'require', code)(
      { log: (line: string) => printed.push(line) },
      createRequire(__filename),
    );
    expect(() => new Webhook(printed[0] ?? '')).not.toThrow();
  });

  it('lists every event, and no other', () => {
    expect(firstColumn(section(page, 'What comes'))).toEqual([...WEBHOOK_EVENTS]);
  });

  it('shows a body as it is sent', () => {
    const shown = JSON.parse(blocksOf(page).find(({ language }) => language === 'json')?.text ?? '');
    const sent = JSON.parse(body);
    expect(Object.keys(shown)).toEqual(Object.keys(sent));
    expect(Object.keys(shown.data)).toEqual(Object.keys(sent.data));
    expect(Object.keys(shown.data.event)).toEqual(Object.keys(sent.data.event));
  });

  it('lists every reason for which a webhook was not taken', () => {
    const noted = WEBHOOK_FAULTS.filter((fault) => fault !== 'stopped');
    const listed = firstColumn(section(page, 'When you do not take them'));
    expect(listed).toEqual([...noted, 'not_tried', 'order_not_found']);
  });

  it('gives requests that are answered', async () => {
    const books = { list: async () => [], replay: async () => 3 };
    const { http } = await runServer({ webhooks: createWebhooksDoor({ books, isOn: true }) });
    const pathOf = (name: string) => /"\$HOLDFAST([^"]*)"/.exec(blockNamed(page, name).text)?.[1] ?? '';
    expect((await http.get(pathOf('deliveries'))).data).toEqual({ items: [], nextCursor: null });
    const [, json = ''] = /-d '([^']*)'/.exec(blockNamed(page, 'replay').text) ?? [];
    const replayed = await http.post(pathOf('replay'), JSON.parse(json));
    expect([replayed.status, replayed.data]).toEqual([202, { replayed: 3 }]);
  });
});
