/** The hand over the sandbox; the server answers 404 wherever real money moves. */
import { ask, read } from './ask';
import type { SandboxStatus, SetFault } from './sheet-types';
import type { Policy, Reservation } from './types';

/** Its clock and the faults that can still strike. @throws ApiProblem */
export function readSandbox(signal?: AbortSignal): Promise<SandboxStatus> {
  return read('/v1/sandbox', signal);
}

/** Places an order of an invented customer. @throws ApiProblem */
export async function placeSampleOrder(order: { amountMinor: number; policy: Policy }): Promise<Reservation> {
  return (await ask<Reservation>('/v1/sandbox/sample-order', { method: 'POST', body: order })).body;
}

/** Plays the customer. @throws ApiProblem */
export async function playCustomer(orderId: string, act: 'pay' | 'decline'): Promise<void> {
  await ask(`/v1/sandbox/orders/${encodeURIComponent(orderId)}/${act}`, { method: 'POST', body: {} });
}

/** Moves one order's clock forward, by an ISO 8601 duration. @throws ApiProblem */
export async function advanceClock(orderId: string, duration: string): Promise<Reservation> {
  const path = `/v1/sandbox/orders/${encodeURIComponent(orderId)}/advance`;
  return (await ask<Reservation>(path, { method: 'POST', body: { duration } })).body;
}

/** Sets a fault; its fields are the sandbox's. @throws ApiProblem */
export async function setFault(fault: SetFault['fault']): Promise<void> {
  await ask('/v1/sandbox/faults', { method: 'POST', body: fault });
}

/** Takes all faults away. @throws ApiProblem */
export async function clearFaults(): Promise<void> {
  await ask('/v1/sandbox/faults', { method: 'DELETE' });
}
