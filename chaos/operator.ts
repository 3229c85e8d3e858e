/** The booking system's people: each planned command as a request, sent once, twice or at two servers at once. */
import type { Sandbox } from '../src/sandbox';
import type { Command, Door } from './door';
import type { CommandAct, LifePlan } from './life-plan';
import { totalMinor } from './order-of';
import { takingsOf } from './true-books';

/** Carries one command out, and waits for its answers. */
export async function operate(
  { door, sandbox }: { door: Door; sandbox: Sandbox },
  plan: LifePlan,
  { act, number }: { act: CommandAct; number: number },
): Promise<void> {
  const asked = commandFor(plan, act, takingsOf(sandbox, plan.orderId));
  const command = { ...asked, key: `${act.deed}-${number}`, patienceMs: act.patienceMs };
  const first = door.command(command);
  if (act.how === 'together') await Promise.all([first, door.command({ ...command, patienceMs: null })]);
  await first;
  if (act.how === 'twice') await door.command({ ...command, patienceMs: null });
  if (act.deed === 'keyReused') await door.command({ ...command, body: { note: 'Another command' } });
}

type Asked = Pick<Command, 'orderId' | 'command' | 'body' | 'role' | 'mustBeRefused'>;

function commandFor(
  plan: LifePlan,
  { deed, percent }: CommandAct,
  takings: readonly { reference: string; amountMinor: number }[],
): Asked {
  const { orderId, linesMinor } = plan;
  const total = totalMinor(plan);
  const share = (amountMinor: number): number => Math.max(1, Math.floor((amountMinor * percent) / 100));
  const source = takings[percent % Math.max(1, takings.length)];
  const reference = source?.reference ?? 'CAP000000';
  const note = { note: `Said by an operator, ${percent}` };
  switch (deed) {
    case 'capture':
    case 'keyReused':
      return { orderId, command: 'capture', body: {} };
    case 'capturePart':
      return { orderId, command: 'capture', body: { amountMinor: share(total) } };
    case 'captureLine':
      return {
        orderId,
        command: 'capture',
        body: { lines: [{ line: 0, amountMinor: share(linesMinor[0] ?? 1) }] },
      };
    case 'captureTooMuch':
      return { orderId, command: 'capture', body: { amountMinor: total + 1 }, mustBeRefused: true };
    case 'captureNothing':
      return { orderId, command: 'capture', body: { amountMinor: 0 }, mustBeRefused: true };
    case 'charge':
      return {
        orderId,
        command: 'charge',
        body: { lines: [{ name: 'Broken window', amountMinor: share(100_000), taxPercent: 25 }] },
      };
    case 'refund':
      return { orderId, command: 'refund', body: { reference }, mustBeRefused: source === undefined };
    case 'refundPart':
      return {
        orderId,
        command: 'refund',
        body: { reference, amountMinor: share(source?.amountMinor ?? 100) },
        mustBeRefused: source === undefined,
      };
    case 'cancel':
    case 'complete':
      return { orderId, command: deed, body: note };
    case 'resend':
      return { orderId, command: 'resend', body: {} };
    case 'captureAsViewer':
      return { orderId, command: 'capture', body: {}, role: 'viewer', mustBeRefused: true };
    case 'cancelStranger':
      return { orderId: `${orderId}-nobody`, command: 'cancel', body: note, mustBeRefused: true };
  }
}
