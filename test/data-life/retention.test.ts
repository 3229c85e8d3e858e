/** How long the embedded engine remembers what has ended: a week, set on the namespace by us and said at the start. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { tsToMs } from '@temporalio/common/lib/time';
import { readSettings } from '../../src/config/read-settings';
import { readyText } from '../../src/start/ready-text';
import { connectToEngine, type EngineConnections, TEST_NAMESPACE } from '../support/engine';

let engine: EngineConnections;
beforeAll(async () => {
  engine = await connectToEngine();
});
afterAll(() => engine?.close());

it('is seven days on the namespace of an engine that was started by us', async () => {
  const { config } = await engine.connection.workflowService.describeNamespace({ namespace: TEST_NAMESPACE });
  expect(tsToMs(config?.workflowExecutionRetentionTtl)).toBe(7 * 86_400_000);
});

it('is said by a start that is ready', () => {
  const running = { address: '127.0.0.1:7233', version: '1.32.0', uiUrl: null };
  const text = readyText({
    settings: readSettings({}),
    holdfast: { url: 'http://127.0.0.1:8080', apiKeys: [], sandbox: null, engine: running as never },
    madeKeys: false,
    now: new Date(),
  });
  expect(text).toContain('forgets ended workflows after 7 days, the record keeps orders');
});
