/** The sandbox as the API reaches into it: its control, sample orders, and the clock of one order on the embedded engine. */
import { randomBytes } from 'node:crypto';
import { type Client, isGrpcServiceError } from '@temporalio/client';
import { workflowIdOf } from '../../workflows/messages';
import { toClientError } from '../client/to-client-error';
import { fastForward, readClock } from '../engine/test-clock';
import type { SandboxDoor } from '../http/dependencies';
import type { Control, Sandbox } from '../sandbox';
import { exampleOrder } from './example-order';

/** What the door is made from. */
export interface SandboxDoorParts {
  sandbox: Sandbox;
  client: Client;
  /** Time can be moved on the embedded engine alone. */
  isEmbedded: boolean;
}

/** gRPC's number for what is not there: here a running workflow of that id. */
const NOT_FOUND = 5;

/** How far the sandbox's clock may lie behind an order's before it is moved after it. */
const TOLERANCE_MS = 2_000;

/** Makes the door. */
export function createSandboxDoor({ sandbox, client, isEmbedded }: SandboxDoorParts): SandboxDoor {
  const { control } = sandbox;
  return {
    control,
    sampleOrder({ amountMinor, policy }) {
      const order = exampleOrder(sampleId(), { isShort: false });
      const [line] = order.lines;
      return {
        ...order,
        ...(line && amountMinor !== undefined && { lines: [{ ...line, amountMinor }] }),
        ...(policy && { policy }),
      };
    },
    async advance(orderId, byMs) {
      if (!isEmbedded) return 'notEmbedded';
      const workflowId = workflowIdOf(orderId);
      try {
        const { arrived } = await fastForward({ client, workflowId, durationMs: byMs });
        if (!arrived && (await isRunning(client, workflowId))) return 'late';
      } catch (error) {
        if (isGrpcServiceError(error) && Number(error.code) === NOT_FOUND) return 'ended';
        throw toClientError(error);
      }
      try {
        await moveAfter(control, { client, orderId, workflowId });
      } catch (error) {
        throw toClientError(error);
      }
      return 'arrived';
    },
  };
}

/** The customer pays at the time that the order has come to, also when nothing was asked of the sandbox on the way. */
async function moveAfter(
  control: Control,
  { client, orderId, workflowId }: { client: Client; orderId: string; workflowId: string },
): Promise<void> {
  const { now } = await readClock(client, workflowId);
  for (const reservation of control.reservations({ referenceNo: orderId })) {
    const behindMs = Date.parse(now) - Date.parse(reservation.now);
    if (behindMs > TOLERANCE_MS) control.advance(`PT${behindMs / 1000}S`, reservation.reservationUuid);
  }
}

async function isRunning(client: Client, workflowId: string): Promise<boolean> {
  const { status } = await client.workflow.getHandle(workflowId).describe();
  return status.name === 'RUNNING';
}

function sampleId(): string {
  const second = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  return `sample-${second}-${randomBytes(2).toString('hex')}`;
}
