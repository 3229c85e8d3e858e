/** Hints at our own reservation, and hints at another one of the same order. */
import { describe, expect, it } from '@jest/globals';
import type { Hint } from '../../workflows/state';
import { sortHints } from '../../workflows/strays';
import { at, awaitingPayment, inState, story, submitting, T0 } from './states';

const OURS: Hint = { source: 'callback', reservationUuid: 'RES1' };
const OTHER: Hint = { source: 'history', reservationUuid: 'RES9' };

describe('a hint', () => {
  it('waits until our own reservation is known', () => {
    const state = submitting();
    state.hints = [OURS, OTHER];
    sortHints(state, T0);
    expect([state.hints, state.strays]).toEqual([[OURS, OTHER], []]);
  });

  it('at our own reservation stays a reason to read', () => {
    const state = awaitingPayment();
    state.hints = [OURS];
    sortHints(state, T0);
    expect([state.hints, state.strays]).toEqual([[OURS], []]);
  });

  it('at another one names a stray, once, which is due at once', () => {
    const state = awaitingPayment();
    state.hints = [OTHER, OURS, OTHER];
    sortHints(state, at(1));
    state.hints.push(OTHER);
    sortHints(state, at(2));
    expect(state.hints).toEqual([OURS]);
    expect(state.strays).toEqual([{ reservationUuid: 'RES9', tries: 0, dueAt: at(1) }]);
    expect(story(state).filter((type) => type === 'stray_found')).toHaveLength(1);
  });

  it('at one that was looked at before names none', () => {
    const state = awaitingPayment();
    state.examined = ['RES9'];
    state.hints = [OTHER];
    sortHints(state, T0);
    expect([state.hints, state.strays]).toEqual([[], []]);
  });

  it('at any reservation of an order that has failed names a stray: it holds a customer’s money for nobody', () => {
    const state = inState('failed');
    state.hints = [OTHER];
    sortHints(state, T0);
    expect(state.hints).toEqual([]);
    expect(state.strays).toEqual([{ reservationUuid: 'RES9', tries: 0, dueAt: T0 }]);
  });
});
