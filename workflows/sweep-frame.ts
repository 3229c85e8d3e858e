/**
 * Which time a sweep reads, and what of its memory the next one still needs. Pure.
 */
import type { SweepMemory } from '../activities/inputs';
import { plusMs } from './instants';

/** The time that is asked for; both ends are instants of ours. */
export interface Frame {
  from: string;
  to: string;
}

/**
 * How much of what was read is read again: rows come up to an hour late, have minutes only, and are stamped by a clock
 * that may be five minutes from ours; in the hour when Oslo's clocks go back, a local time names two instants.
 */
const OVERLAP_MS = 75 * 60 * 1000;

/** The provider's clock may be ahead of ours. */
const AHEAD_MS = 10 * 60 * 1000;

/** Source: Front Payment, "Get Reservation History": the default window, taken for the first sweep. */
const FIRST_WINDOW_MS = 24 * 60 * 60 * 1000;

/** After an outage of days, each sweep reads one day until it has caught up. */
const MAX_FRAME_MS = FIRST_WINDOW_MS + OVERLAP_MS + AHEAD_MS;

/** The frame of a sweep at `at`, after one that read up to `last`; and up to where history counts as read after it. */
export function frameOf(last: string | null, at: string): { frame: Frame; upTo: string } {
  const from = plusMs(last ?? plusMs(at, -FIRST_WINDOW_MS), -OVERLAP_MS);
  const end = plusMs(at, AHEAD_MS);
  const longest = plusMs(from, MAX_FRAME_MS);
  const to = longest < end ? longest : end;
  return { frame: { from, to }, upTo: to < at ? to : at };
}

/** The two halves of a frame, which share their middle. */
export function halvesOf({ from, to }: Frame): [Frame, Frame] {
  const middle = plusMs(from, Math.floor((Date.parse(to) - Date.parse(from)) / 2));
  return [
    { from, to: middle },
    { from: middle, to },
  ];
}

/** Leaves out rows that no later sweep will meet again, since its frame begins after them. */
export function withoutPast(memory: SweepMemory, upTo: string): SweepMemory {
  const before = plusMs(upTo, -(OVERLAP_MS + AHEAD_MS));
  return { ...memory, told: memory.told.filter(({ at }) => at >= before) };
}
