/**
 * The lives of `life.test.ts` where nobody can be believed: people resolve what is unknown by saying what is not true, and
 * the provider's books show it later than everything that is waited for, or never. What holds after every step there holds
 * here too: money moves once, never above the hold, whatever anybody says. At the end, what we believe is what stands at
 * the provider, or somebody has been told that it may not be.
 */
import { describe, expect, it } from '@jest/globals';
import { EVERY_OUTCOME, EVERY_STATE } from './life-census';
import { expectSafeEnding, expectTrueEnding, expectTrueOrTold } from './life-endings';
import { prove } from './life-proof';
import { hostileStories } from './life-stories';
import { HIDING_FAULTS } from './simulated-faults';

describe('a life of an order where nobody can be believed', () => {
  it('moves money once, and tells a person of what cannot be known', async () => {
    const hiding = new Set<string>(HIDING_FAULTS);
    const census = await prove('lives among liars', {
      stories: hostileStories,
      lives: 5_000,
      seed: 20_261_122,
      atTheEnd(life, { world }) {
        expectSafeEnding(life);
        const isHidden = [...world.submits, ...world.sends].some((fault) => hiding.has(fault));
        // A lie about what the provider hides for good: nobody is left who could know.
        if (life.lies.size > 0 && isHidden) return;
        if (life.lies.size > 0 || isHidden) expectTrueOrTold(life);
        else expectTrueEnding(life);
      },
    });
    if (census.lives < 1_000) return;
    expect(census.missing([...EVERY_OUTCOME, ...EVERY_STATE], census.lives / 400)).toEqual([]);
    expect(census.missing(['lied to', 'attention books_differ'], census.lives / 100)).toEqual([]);
  }, 600_000);
});
