/**
 * A promise to deliveries and to the follower already under way: their stored histories replay against the present
 * workflows, and so does a fresh one. With HOLDFAST_RECORD_HISTORIES=1 a history that is not stored yet is stored.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { version } from '../../package.json';
import { fastForward } from '../../src/engine/test-clock';
import { cancelUpdate } from '../../workflows/messages';
import { webhookIdOf, webhooksIdOf } from '../../workflows/webhook-messages';
import { anOrder, ask, placeOrder } from '../support/orders';
import { until } from '../support/until';
import { workflowBundle } from '../support/workflow-bundle';
import { startWebhookWorld, type WebhookWorld } from './webhook-world';

const HOUR_MS = 60 * 60_000;
const FOLDER = join(__dirname, 'histories');
const MACHINE = new Set(['identity', 'stickyTaskQueue', 'stackTrace']);

let world: WebhookWorld;
beforeAll(async () => {
  world = await startWebhookWorld({ gapMs: () => 20 * HOUR_MS });
});
afterAll(() => world.close());

/** Each runs a workflow through what it can meet, and gives its id. */
const SCENARIOS: Record<string, () => Promise<string>> = {
  async 'webhook-parked-then-delivered'() {
    world.receiver.answerWith(({ type }) => (type === 'reservation.awaiting_payment' ? 503 : 204));
    const { orderId } = await placeOrder(world, anOrder());
    await until('it was tried', async () => (await world.deliveries(orderId))[0]?.attempts === 1);
    await ask(world, orderId, cancelUpdate, { note: 'the guest does not come' });
    await fastForward({ client: world.client, workflowId: webhookIdOf(orderId), durationMs: 80 * HOUR_MS });
    await until('the last one is taken', () => world.receiver.taken(orderId).includes('cancelled'));
    await world.client.workflow.getHandle(webhookIdOf(orderId)).result();
    return webhookIdOf(orderId);
  },
  async 'webhooks-followed-by-two-workers'() {
    world.receiver.answerWith(() => 204);
    await world.restartWorker();
    const { orderId } = await placeOrder(world, anOrder());
    await until('the next one follows', () => world.receiver.taken(orderId).length > 0);
    return webhooksIdOf(world.taskQueue);
  },
};

const replay = async (histories: { workflowId: string; history: object }[]): Promise<unknown[]> => {
  const errors: unknown[] = [];
  const options = { workflowBundle: workflowBundle() };
  const replayed = Worker.runReplayHistories(options, histories as never);
  for await (const { error } of replayed) if (error) errors.push(error);
  return errors;
};

const stored = (): { workflowId: string; history: object }[] =>
  existsSync(FOLDER)
    ? readdirSync(FOLDER).map((file) => ({
        workflowId: file,
        history: JSON.parse(readFileSync(join(FOLDER, file), 'utf8')),
      }))
    : [];

describe('a fresh history of', () => {
  it.each(Object.entries(SCENARIOS))('%s replays', async (name, run) => {
    const workflowId = await run();
    const history = await world.client.workflow.getHandle(workflowId).fetchHistory();
    const file = join(FOLDER, `${name}@${version}.json`);
    if (process.env['HOLDFAST_RECORD_HISTORIES'] === '1' && !existsSync(file)) {
      mkdirSync(FOLDER, { recursive: true });
      const plain = JSON.parse(historyToJSON(history), (key, value) =>
        MACHINE.has(key) ? undefined : value,
      );
      writeFileSync(file, `${JSON.stringify(plain, null, 2)}\n`);
    }
    expect(await replay([{ workflowId, history }])).toEqual([]);
  });
});

describe('the stored histories', () => {
  it('are there for every scenario, and replay', async () => {
    const names = stored().map(({ workflowId }) => workflowId.slice(0, workflowId.indexOf('@')));
    expect([...new Set(names)].sort()).toEqual(Object.keys(SCENARIOS).sort());
    expect(await replay(stored())).toEqual([]);
  });

  it('would not replay if a workflow did something else: the check can see', async () => {
    const changed = JSON.parse(JSON.stringify(stored()).replaceAll('"parkWebhook"', '"takeWebhooks"'));
    expect(await replay(changed)).toEqual([expect.any(DeterminismViolationError)]);
  });
});
