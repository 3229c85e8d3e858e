/** Sending one of the commands, or `resolve`: to the order's workflow, or to a new one where the order has ended. */
import { WithStartWorkflowOperation } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import type { CommandAnswer, CommandBodies, CommandContext, ResolveBody } from '../../workflows/messages';
import * as messages from '../../workflows/messages';
import { cardFaults } from '../orders/card-numbers';
import { type ClientDependencies, deliver, handleOf, reopeningOf } from './engine-orders';
import { AnswerPendingError, CommandRefusedError } from './errors';
import { newOperationId } from './operation-id';
import { type CallOptions, commandWithin } from './patience';
import { namingTheKey } from './unopened-order';

/** The bodies of everything that is sent this way, by name. */
export type Bodies = CommandBodies & { resolve: ResolveBody };

type Updates = { [K in keyof Bodies]: UpdateDefinition<CommandAnswer, [Bodies[K], CommandContext?]> };

const UPDATES: Updates = {
  capture: messages.captureUpdate,
  charge: messages.chargeUpdate,
  refund: messages.refundUpdate,
  cancel: messages.cancelUpdate,
  complete: messages.completeUpdate,
  resend: messages.resendUpdate,
  resolve: messages.resolveUpdate,
};

/** The function that sends this command. Without an operation id in the context, it makes one. */
export function commandSender<K extends keyof Bodies>(dependencies: ClientDependencies, name: K) {
  const update: UpdateDefinition<CommandAnswer, [Bodies[K], CommandContext?]> = UPDATES[name];
  return async (
    orderId: string,
    body: Bodies[K],
    context: CommandContext = {},
    options: CallOptions = {},
  ): Promise<CommandAnswer> => {
    const { client } = dependencies;
    refuseCardNumbers(body);
    // Named here and not by the update's id: what is sent again in another round must be the same operation.
    const named = { ...context, operationId: context.operationId ?? newOperationId() };
    const args: [Bodies[K], CommandContext?] = [body, named];
    try {
      return await commandWithin(client, options, () =>
        deliver(dependencies, orderId, (ended) =>
          ended === null
            ? handleOf(dependencies, orderId).executeUpdate(update, { args })
            : client.workflow.executeUpdateWithStart(update, {
                args,
                startWorkflowOperation: new WithStartWorkflowOperation(
                  messages.WORKFLOW_TYPE,
                  reopeningOf(dependencies, ended),
                ),
              }),
        ),
      );
    } catch (caught) {
      const error = await namingTheKey(dependencies, orderId, caught);
      if (!(error instanceof AnswerPendingError)) throw error;
      const { operationId } = named;
      throw new AnswerPendingError({ cause: error, operationId });
    }
  };
}

/** Before it is on its way: what has reached a workflow stands in its history. @throws CommandRefusedError */
function refuseCardNumbers(body: object): void {
  const errors = cardFaults(body);
  if (errors.length === 0) return;
  const paths = errors.map(({ path }) => path).join(', ');
  throw new CommandRefusedError(
    'invalid_command',
    `The number of a payment card stands in: ${paths}. Nothing was sent. Leave it out.`,
    { errors },
  );
}
