/**
 * The faults of the sandbox: 20 % of all calls, half of them after executing; three in ten callbacks dropped, two doubled, three
 * reordered. The sandbox's own dice, thrown from the run's seed, say whom they strike.
 */
import type { CallbackFault, CallFault, Fault } from '../src/sandbox/faults';
import { PROVIDER_TIMEOUT_MS } from './durations';

/** Silence for longer than anybody waits, and no longer, so that sockets do not pile up. */
const SILENCE_MS = PROVIDER_TIMEOUT_MS + 3_000;

/**
 * Shares of all calls. 401 and 429 strike before executing only: a provider that executes and says it did not even
 * look is beyond what is promised.
 */
const BEFORE: [number, Omit<CallFault, 'call' | 'when'>][] = [
  [0.02, { kind: 'reset' }],
  [0.01, { kind: 'timeout', afterMs: SILENCE_MS }],
  [0.015, { kind: '500' }],
  [0.015, { kind: '510' }],
  [0.01, { kind: 'unreadable' }],
  [0.01, { kind: 'redirect' }],
  [0.01, { kind: '429', retryAfterS: 1 }],
  [0.01, { kind: '401' }],
];

const AFTER: [number, Omit<CallFault, 'call' | 'when'>][] = [
  [0.025, { kind: 'reset' }],
  [0.015, { kind: 'timeout', afterMs: SILENCE_MS }],
  [0.02, { kind: '500' }],
  [0.015, { kind: '510' }],
  [0.015, { kind: 'unreadable' }],
  [0.01, { kind: 'redirect' }],
];

const CALLBACKS: [number, Omit<CallbackFault, 'probability'>][] = [
  [0.3, { callback: 'drop' }],
  [0.2, { callback: 'double' }],
  [0.3, { callback: 'reorder', delayMs: 4_000 }],
  [0.05, { callback: 'forge' }],
  [0.05, { callback: 'misspell' }],
  [0.05, { callback: 'delay', delayMs: 6_000 }],
];

/** A documented refusal that no state explains: not a fault of transport, so beside the 20 %. */
const REFUSALS: Fault[] = [
  {
    call: 'refund',
    kind: 'refusal',
    when: 'before',
    message: 'refundRejectionForWeeklyThresholdExceed',
    probability: 0.05,
  },
  {
    call: 'charge',
    kind: 'refusal',
    when: 'before',
    message: 'paymentChargeRunwayExceed',
    probability: 0.05,
  },
];

/** A true answer that is late, but within the time-out. */
const SLOW: Fault = { call: 'any', kind: 'slow', when: 'before', afterMs: 800, probability: 0.03 };

/** All of them, in the order in which the sandbox is to try them. */
export function faultsOfARun(): Fault[] {
  const struckBefore = BEFORE.reduce((sum, [share]) => sum + share, 0);
  return [
    ...REFUSALS,
    ...inTurn(BEFORE, 1).map((fault) => ({ call: 'any', when: 'before', ...fault }) as CallFault),
    SLOW,
    ...inTurn(AFTER, 1 - struckBefore).map(
      (fault) => ({ call: 'any', when: 'after', ...fault }) as CallFault,
    ),
    ...inTurn(CALLBACKS, 1),
  ];
}

/** Faults are tried one after the other, so each chance is its share of what those before it have left over. */
function inTurn<T extends object>(shares: [number, T][], whole: number): (T & { probability: number })[] {
  let left = whole;
  return shares.map(([share, fault]) => {
    const probability = share / left;
    left -= share;
    return { ...fault, probability };
  });
}
