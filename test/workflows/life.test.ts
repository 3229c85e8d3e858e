/**
 * Thousands of invented lives of one order under everything that can go wrong while nobody lies: every policy, workers
 * that die, answers that are lost, late, wrong or unreadable, books that lag, clocks that differ, people who act here and
 * in the provider's dashboard at any time, hints in any order. fast-check tells the shrunk story, its seed and its path.
 *
 * After every step:
 * - captured is not more than reserved, and no refund is more than its source;
 * - one operation is executed once; what could be done twice is not sent again after an unknown outcome, and nothing is
 *   sent again after three sends that may have worked;
 * - before anything is sent, the intent stands in the state, with the baseline of what leaves no status;
 * - while an outcome is unknown, nothing that moves money is sent; no capture is sent after its deadline;
 * - what was settled stays so, but for a refund whose word the provider takes back; a terminal state is final;
 * - nobody else's reservation is touched, and a second one of the order is cancelled, never captured.
 * At the end:
 * - every unknown has ended as executed or refused, or a person has it with the evidence;
 * - what is believed executed or refused was so; our ledger is the provider's books, entry by entry;
 * - an order that has not ended waits for a person, who was told, or for what its policy says.
 */
import { describe, expect, it } from '@jest/globals';
import { capturedMinor } from '../../workflows/ledger';
import { EVERY_OUTCOME, EVERY_STATE } from './life-census';
import { expectSafeEnding, expectTrueEnding } from './life-endings';
import { prove } from './life-proof';
import { honestStories, troubledStories } from './life-stories';
import { ORDER_MINOR } from './states';

describe('a life of an order in an honest world', () => {
  it('moves money once, believes what is true, and leaves nobody waiting without a word', async () => {
    const census = await prove('lives in an honest world', {
      stories: honestStories,
      lives: 5_500,
      seed: 20_261_121,
      atTheEnd(life) {
        expectSafeEnding(life);
        expectTrueEnding(life);
      },
    });
    if (census.lives < 1_000) return;
    expect(census.missing([...EVERY_OUTCOME, ...EVERY_STATE], census.lives / 400)).toEqual([]);
    expect(census.missing(RAISED_BY_HONEST_WORLDS, census.lives / 2_000)).toEqual([]);
  }, 600_000);
});

describe('a hold that the timer is to capture', () => {
  it('is captured whole and in time, through ten sends that surely did nothing, two lost answers, and six readings that fail', async () => {
    const census = await prove('holds in trouble', {
      stories: troubledStories,
      lives: 500,
      seed: 20_261_123,
      atTheEnd(life) {
        expectTrueEnding(life);
        expect(life.state.lifecycle).toBe('completed');
        expect(capturedMinor(life.state.ledger)).toBe(ORDER_MINOR);
      },
    });
    expect(census.of('ends completed')).toBe(census.lives);
  }, 600_000);
});

/** By every attention code, and by everything that somebody else moved. */
const RAISED_BY_HONEST_WORLDS = [
  ...[
    'capture_at_risk',
    'capture_deadline_missed',
    'operation_unsettled',
    'provider_unauthorized',
    'timer_operation_refused',
    'stray_reservation',
    'reservation_missing',
    'provider_unreachable',
  ].map((code) => `attention ${code}`),
  'capture_adopted',
  'charge_adopted',
  'refund_adopted',
];
