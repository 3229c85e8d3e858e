/** What the dashboard takes for granted of the server is so: its types, the sandbox's faults, the shortcuts. */
import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { Sheet } from '../../../src/dashboard/api/sheet-types';
import type {
  CommandAnswer,
  Reservation,
  Session,
  Summary,
  TimelineItem,
} from '../../../src/dashboard/api/types';
import { FAULT_PRESETS, presetOf } from '../../../src/dashboard/sandbox/fault-presets';
import { shortcutOf } from '../../../src/dashboard/shell/shortcuts';
import type { sessionSchema, sheetSchema, summarySchema } from '../../../src/http/dashboard-answers';
import { faultSchema } from '../../../src/sandbox/faults';
import type * as messages from '../../../workflows/messages';
import type * as view from '../../../workflows/view';

/** A type error here, and so a red build, when the server answers with something else. */
type Fits<Given extends Wanted, Wanted> = Given;
type Checked = [
  Fits<view.Reservation, Reservation>,
  Fits<messages.CommandAnswer, CommandAnswer>,
  Fits<view.TimelineItem, TimelineItem>,
  Fits<z.infer<typeof sheetSchema>, Sheet>,
  Fits<z.infer<typeof sessionSchema>, Session>,
  Fits<z.infer<typeof summarySchema>, Summary>,
];

it('answers have the types that the compiler has just compared', () => {
  const nothing: Checked[] = [];
  expect(nothing).toEqual([]);
});

describe('the faults that are offered', () => {
  it.each(Object.entries(FAULT_PRESETS))('can be set: %s', (_name, fault) => {
    expect(faultSchema.safeParse(fault).success).toBe(true);
  });

  it('are known again, and others are not', () => {
    expect(presetOf({ ...FAULT_PRESETS.captureLost })).toBe('captureLost');
    expect(presetOf({ ...FAULT_PRESETS.captureLost, times: 2 })).toBeNull();
  });
});

describe('a shortcut', () => {
  it.each([
    ['', '?', 'help'],
    ['g', 'd', 'due'],
    ['', 'd', null],
    ['x', 'j', 'nextRow'],
    ['g', 'j', 'nextRow'],
  ])('after "%s", "%s" does %s', (before, key, does) => {
    expect(shortcutOf(before, key)).toBe(does);
  });
});
