/**
 * Carries out one step that the loop decided on. What it needs of the outside comes in the room.
 */
import { clearStray, type StrayRoom } from './clear-stray';
import { addOperation } from './new-state';
import type { Step } from './next-step';
import { readBooks } from './read-books';
import { resolve } from './resolve';
import { send } from './transmit';
import { urgencyOfReading } from './urgency';
import { verify } from './verify';
import { warn } from './warn';

/** What there is to do, as against waiting and ending. */
export type Deed = Exclude<Step, { do: 'wait' } | { do: 'end' }>;

/** Does it, and leaves what came of it in the state. */
export async function takeStep(room: StrayRoom, step: Deed): Promise<void> {
  const { state } = room;
  switch (step.do) {
    case 'send':
      return send(room, step.operation);
    case 'verify':
      return verify(room, step.operation);
    case 'resolve':
      return resolve(room, step.resolution);
    case 'clear':
      return clearStray(room, step.stray);
    case 'read':
      await readBooks(room, urgencyOfReading(state, room.now()));
      return;
    case 'ask':
      // After an outage several may have come due: one mail reminds for all of them.
      if (step.why === 'reminder')
        state.reminders = state.reminders.filter((instant) => instant > room.now());
      addOperation(state, { kind: step.kind, body: step.body, requestedBy: 'timer' }, room.now());
      return;
    case 'warn':
      return warn(state, step.code, room.now());
    default:
      return step satisfies never;
  }
}
