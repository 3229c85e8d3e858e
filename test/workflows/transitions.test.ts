/**
 * The lifecycle's table against the contract and the design, written out here a second time in other words: what the
 * provider shows, what our own outcomes lead to, and which name a refusal has.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LifecycleState } from '../../workflows/state';
import {
  ENDED,
  LIFECYCLE_EVENTS,
  type LifecycleEvent,
  TRANSITIONS,
  type Transition,
  type TransitionRefusal,
} from '../../workflows/transitions';

const STATES: LifecycleState[] = [
  'submitting',
  'awaitingPayment',
  'reserved',
  'captured',
  'completed',
  'cancelled',
  'expired',
  'failed',
];

type Expected = LifecycleState | TransitionRefusal;

const OPEN: LifecycleState[] = ['awaitingPayment', 'reserved', 'captured'];
const CLOSED: LifecycleState[] = ['completed', 'cancelled', 'expired'];
const ANY: LifecycleState[] = [...STATES];
const OUTCOMES: LifecycleEvent[] = ['captured', 'charged', 'refunded', 'cancelled', 'completed', 'resent'];

/** The design's rules in words of their own; the first that fits decides. `same`: it stays where it is. */
const RULES: [states: LifecycleState[], events: LifecycleEvent[], then: Expected | 'same'][] = [
  // Nothing exists at the provider under a failed order, and nothing comes of it.
  [['failed'], ['submitRefused'], 'same'],
  [['failed'], [...LIFECYCLE_EVENTS], 'already_ended'],
  // It is submitted once.
  [['submitting'], ['submitted'], 'awaitingPayment'],
  [['submitting'], ['submitRefused'], 'failed'],
  [['submitting'], OUTCOMES, 'not_submitted'],
  [ANY, ['submitted', 'submitRefused'], 'already_submitted'],
  // Refunds come after the end as well; nothing else does.
  [['captured', 'completed'], ['refunded'], 'same'],
  [CLOSED, OUTCOMES, 'already_ended'],
  [OPEN, ['resent'], 'same'],
  // Money moves only from a hold, and what has moved is completed, not cancelled.
  [['awaitingPayment'], ['captured', 'charged'], 'not_reserved'],
  [['reserved', 'captured'], ['captured', 'charged'], 'captured'],
  [['captured'], ['cancelled'], 'already_moved'],
  [['captured'], ['completed'], 'completed'],
  [OPEN, ['cancelled'], 'cancelled'],
  [OPEN, ['refunded', 'completed'], 'nothing_moved'],
  // What details show is followed forwards. Backwards it lags: it is read again, and never followed.
  [['reserved', 'captured', ...CLOSED], ['seenSent'], 'shows_less'],
  [['captured', 'completed', 'cancelled'], ['seenReserved'], 'shows_less'],
  [['completed'], ['seenMoved'], 'shows_less'],
  [['captured'], ['seenCancelled', 'seenExpired'], 'already_moved'],
  [['completed'], ['seenCompleted'], 'same'],
  [['cancelled'], ['seenCancelled'], 'same'],
  // Cancelling what had expired is one end, not two.
  [['expired'], ['seenExpired', 'seenCancelled'], 'same'],
  [CLOSED, ['seenReserved', 'seenMoved', 'seenCompleted', 'seenCancelled', 'seenExpired'], 'ended_otherwise'],
  [ANY, ['seenSent'], 'awaitingPayment'],
  [ANY, ['seenReserved'], 'reserved'],
  [ANY, ['seenMoved'], 'captured'],
  [ANY, ['seenCompleted'], 'completed'],
  [ANY, ['seenCancelled'], 'cancelled'],
  [ANY, ['seenExpired'], 'expired'],
];

function expected(state: LifecycleState, event: LifecycleEvent): Expected | undefined {
  const rule = RULES.find(([states, events]) => states.includes(state) && events.includes(event));
  return rule?.[2] === 'same' ? state : rule?.[2];
}

function actual(state: LifecycleState, event: LifecycleEvent): Expected {
  const transition = TRANSITIONS[state][event];
  return 'to' in transition ? transition.to : transition.refusal;
}

const PAIRS = STATES.flatMap((state) => LIFECYCLE_EVENTS.map((event) => ({ state, event })));

describe('the lifecycle', () => {
  it('decides every pair of state and event, and no others', () => {
    expect(Object.keys(TRANSITIONS).sort()).toEqual([...STATES].sort());
    for (const state of STATES) {
      expect(Object.keys(TRANSITIONS[state]).sort()).toEqual([...LIFECYCLE_EVENTS].sort());
    }
  });

  it.each(PAIRS)('leads $state with $event where the design says', ({ state, event }) => {
    expect(actual(state, event)).toBe(expected(state, event));
  });

  it('names the ended states, and none of them is ever left', () => {
    expect([...ENDED].sort()).toEqual(['cancelled', 'completed', 'expired', 'failed']);
    for (const state of ENDED) {
      for (const event of LIFECYCLE_EVENTS) {
        const transition = TRANSITIONS[state][event];
        if ('to' in transition) expect(transition.to).toBe(state);
      }
    }
  });

  it('reaches every state from the first, and an end from every state', () => {
    const reachable = (from: LifecycleState): Set<LifecycleState> => {
      const found = new Set([from]);
      for (const state of found) {
        for (const transition of Object.values(TRANSITIONS[state]))
          if ('to' in transition) found.add(transition.to);
      }
      return found;
    };
    expect([...reachable('submitting')].sort()).toEqual([...STATES].sort());
    for (const state of STATES) expect([...reachable(state)].some((end) => ENDED.has(end))).toBe(true);
  });

  it('never loses money that has moved, whatever happens in whichever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LIFECYCLE_EVENTS), { maxLength: 40 }), (events) => {
        let state: LifecycleState = 'submitting';
        let hasMoved = false;
        for (const event of events) {
          const transition: Transition = TRANSITIONS[state][event];
          if ('to' in transition) state = transition.to;
          hasMoved ||= state === 'captured';
          if (hasMoved) expect(['captured', 'completed']).toContain(state);
        }
      }),
      { numRuns: 20_000 },
    );
  });
});
