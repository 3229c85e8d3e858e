/** The faults that are offered by name: the ones worth seeing once. The sandbox itself knows more (its README). */

const ONCE = { times: 1 };

/** Each as the sandbox takes it. */
export const FAULT_PRESETS = {
  captureLost: { call: 'capture', kind: 'reset', when: 'before', ...ONCE },
  captureUnanswered: { call: 'capture', kind: 'reset', when: 'after', ...ONCE },
  captureError: { call: 'capture', kind: '500', when: 'after', ...ONCE },
  captureLie: { call: 'capture', kind: 'lie', when: 'before', ...ONCE },
  cancelUnanswered: { call: 'cancel', kind: 'reset', when: 'after', ...ONCE },
  refundPending: { call: 'refund', kind: 'pending', afterMs: 60_000, end: 'shown', ...ONCE },
  refundRejected: { call: 'refund', kind: 'pending', afterMs: 60_000, end: 'rejected', ...ONCE },
  submitUnanswered: { call: 'submit', kind: 'reset', when: 'after', ...ONCE },
  detailsLag: { detailsLagMs: 60_000 },
  tooMany: { call: 'any', kind: '429', when: 'before', retryAfterS: 5, times: 3 },
  providerAway: { call: 'any', kind: '500', when: 'before', times: 10 },
  callbackLost: { callback: 'drop', ...ONCE },
  callbackTwice: { callback: 'double', ...ONCE },
} as const satisfies Record<string, Record<string, string | number>>;

/** The name of one. */
export type FaultPreset = keyof typeof FAULT_PRESETS;

/** The name of a fault that is set; null for one that was set elsewhere. */
export function presetOf(fault: Record<string, unknown>): FaultPreset | null {
  const names = Object.keys(FAULT_PRESETS) as FaultPreset[];
  return names.find((name) => isSame(FAULT_PRESETS[name], fault)) ?? null;
}

function isSame(preset: Record<string, unknown>, fault: Record<string, unknown>): boolean {
  const names = new Set([...Object.keys(preset), ...Object.keys(fault)]);
  return [...names].every((name) => preset[name] === fault[name]);
}
