/** The proxy that counts calls to the engine: everything passes, and everything is counted. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Connection, isGrpcServiceError } from '@temporalio/client';
import { type CountingProxy, startCountingProxy } from '../../bench/counting/counting-proxy';

let proxy: CountingProxy;
let connection: Connection;

beforeAll(async () => {
  proxy = await startCountingProxy(process.env['HOLDFAST_TEST_ENGINE'] ?? '');
  connection = await Connection.connect({ address: proxy.address });
});
afterAll(async () => {
  await connection.close();
  await proxy.close();
});

describe('the counting proxy', () => {
  it('passes answers on, and counts each call by its name', async () => {
    const before = proxy.counts()['DescribeNamespace'] ?? 0;
    const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace: 'default' });
    await connection.workflowService.describeNamespace({ namespace: 'default' });
    expect(namespaceInfo?.name).toBe('default');
    expect(proxy.counts()['DescribeNamespace']).toBe(before + 2);
  });

  it('passes refusals on', async () => {
    const refused = await connection.workflowService
      .describeNamespace({ namespace: 'there-is-none' })
      .catch((error: unknown) => error);
    expect(isGrpcServiceError(refused) && Number(refused.code)).toBe(5);
  });
});
