/** The plain side's door: a process that takes orders, and turns the provider's callbacks into signals. */
import { Client, Connection } from '@temporalio/client';
import fastify from 'fastify';
import { readCallback } from '../../src/front-payment/callback';
import type { OrderInput } from '../../workflows/order';
import { placePlain, plainWorkflowId } from './place-plain';
import { plainSettings } from './plain-settings';
import { paidSignal } from './plain-workflow';

async function main(): Promise<void> {
  const { address, taskQueue, doorPort, provider } = plainSettings();
  const client = new Client({ connection: await Connection.connect({ address }) });
  const app = fastify();
  app.post<{ Body: OrderInput }>('/orders', async ({ body }, reply) => {
    const placed = await placePlain(client, taskQueue, body);
    return reply.code(201).send(placed);
  });
  app.get<{ Params: { orderId: string } }>('/callbacks/:orderId', async ({ params, raw }) => {
    readCallback(raw.url?.split('?')[1] ?? '', provider.callbackSecret);
    await client.workflow.getHandle(plainWorkflowId(params.orderId)).signal(paidSignal);
    return {};
  });
  await app.listen({ host: '127.0.0.1', port: doorPort });
  process.stdout.write('The plain door is ready.\n');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
