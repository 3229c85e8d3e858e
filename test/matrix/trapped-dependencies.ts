/** The product's dependencies with a trap in each place where an operation can be met. No hook in the product itself. */
import { activityInfo } from '@temporalio/activity';
import type { Payload, PayloadCodec } from '@temporalio/common';
import type { ActivityDependencies } from '../../activities/create-activities';
import { eachCall } from '../../src/front-payment/each-call';
import { orderIdOf } from '../../workflows/messages';
import type { Trap } from './trap';

/** Every call to the provider and every record passes the trap. */
export function trapped(usual: ActivityDependencies, trap: Trap): ActivityDependencies {
  const { callFrontPayment, records } = usual;
  return {
    ...usual,
    async callFrontPayment(at, call) {
      const { workflowExecution, activityType } = activityInfo();
      const orderId = orderIdOf(workflowExecution?.workflowId ?? '');
      await trap.pass(orderId, activityType, 'before');
      try {
        return await callFrontPayment(at, (client) =>
          call(
            eachCall(client, async (_name, make) => {
              await trap.pass(orderId, activityType, 'begun');
              return make();
            }),
          ),
        );
      } finally {
        await trap.pass(orderId, activityType, 'after');
      }
    },
    records: {
      find: (orderId) => records.find(orderId),
      async put(record) {
        await trap.pass(record.orderId, 'writeRecord', 'before');
        await records.put(record);
        await trap.pass(record.orderId, 'writeRecord', 'after');
      },
    },
  };
}

/** Changes nothing, and sees what a workflow task is about to tell the engine before the engine hears of it. */
export function trappedCodec(trap: Trap): PayloadCodec {
  return {
    async encode(payloads) {
      for (const payload of payloads) await trap.write(jsonOf(payload));
      return payloads;
    },
    decode: async (payloads) => payloads,
  };
}

function jsonOf({ metadata, data }: Payload): unknown {
  const encoding = metadata?.['encoding'];
  if (!encoding || !data || Buffer.from(encoding).toString() !== 'json/plain') return {};
  return JSON.parse(Buffer.from(data).toString()) ?? {};
}
