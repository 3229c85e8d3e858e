// Namespaces on the real engine: usable at once, prepared again without harm, and refused by name.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import { tsToMs } from '@temporalio/common/lib/time';
import { prepareNamespace, SEARCH_ATTRIBUTES } from '../../src/engine/prepare-namespace';
import { connectToEngine, type EngineConnections, uniqueName } from '../support/engine';

const DAY_MS = 86_400_000;

let engine: EngineConnections;

beforeAll(async () => {
  engine = await connectToEngine();
});

afterAll(() => engine?.close());

async function retentionDaysOf(namespace: string): Promise<number> {
  const { config } = await engine.connection.workflowService.describeNamespace({ namespace });
  return tsToMs(config?.workflowExecutionRetentionTtl) / DAY_MS;
}

describe('prepareNamespace', () => {
  it('returns when a workflow can be started with every search attribute and found by it', async () => {
    const namespace = uniqueName('fresh');
    await prepareNamespace({ connection: engine.connection, namespace });
    const client = new Client({ connection: engine.connection, namespace });
    await client.workflow.start('reservation', {
      taskQueue: 'nobody',
      workflowId: 'one',
      typedSearchAttributes: new TypedSearchAttributes([
        { key: defineSearchAttributeKey('HoldfastState', 'KEYWORD'), value: 'reserved' },
        { key: defineSearchAttributeKey('HoldfastAttention', 'BOOL'), value: false },
        { key: defineSearchAttributeKey('HoldfastCaptureBy', 'DATETIME'), value: new Date(0) },
        { key: defineSearchAttributeKey('HoldfastAmountMinor', 'INT'), value: 15_000 },
        { key: defineSearchAttributeKey('HoldfastReservationUuid', 'KEYWORD'), value: 'RES1' },
        { key: defineSearchAttributeKey('HoldfastTimerAt', 'DATETIME'), value: new Date(0) },
        { key: defineSearchAttributeKey('HoldfastReferences', 'KEYWORD_LIST'), value: ['CAP1', 'CAP2'] },
        { key: defineSearchAttributeKey('HoldfastCreatedAtMs', 'INT'), value: 1 },
        { key: defineSearchAttributeKey('HoldfastChangedAt', 'DATETIME'), value: new Date(0) },
      ]),
    });
    const query =
      'HoldfastState = "reserved" AND HoldfastAmountMinor = 15000 AND HoldfastReferences IN ("CAP2", "CAP3")';
    const found: string[] = [];
    while (found.length === 0) {
      for await (const workflow of client.workflow.list({ query })) found.push(workflow.workflowId);
    }
    expect(found).toEqual(['one']);
  });

  it('does no harm when it is repeated, by several at once too', async () => {
    const namespace = uniqueName('twice');
    const options = { connection: engine.connection, namespace };
    await Promise.all([prepareNamespace(options), prepareNamespace(options), prepareNamespace(options)]);
    await prepareNamespace(options);
    const { customAttributes } = await engine.connection.operatorService.listSearchAttributes({ namespace });
    expect(customAttributes).toMatchObject(SEARCH_ATTRIBUTES);
  });

  it('keeps what has ended for a week', async () => {
    const namespace = uniqueName('week');
    await prepareNamespace({ connection: engine.connection, namespace });
    expect(await retentionDaysOf(namespace)).toBe(7);
  });

  it('leaves the retention of a namespace that exists, unless the server is ours alone', async () => {
    const namespace = uniqueName('short');
    const { connection } = engine;
    await prepareNamespace({ connection, namespace, retentionDays: 1 });
    await prepareNamespace({ connection, namespace });
    expect(await retentionDaysOf(namespace)).toBe(1);
    await prepareNamespace({ connection, namespace, whereItExists: 'raise' });
    expect(await retentionDaysOf(namespace)).toBe(7);
  });

  it('gives up with its own error when nobody answers', async () => {
    const connection = Connection.lazy({ address: '127.0.0.1:9' });
    const work = prepareNamespace({ connection, namespace: 'default', timeoutMs: 400 });
    await expect(work).rejects.toMatchObject({
      code: 'namespace_not_ready',
      message: expect.stringContaining('"default"'),
    });
    await connection.close();
  });
});
