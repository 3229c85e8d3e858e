/** Durations as settings: ISO 8601 in, whole milliseconds out. Years and months are refused, for their length varies. */
import { Duration } from 'luxon';
import { type Field, fault, field, quoted, type Reading } from './fields';

/** Bounds of a duration, in ISO 8601, both included. */
export interface DurationBounds {
  readonly min: string;
  readonly max: string;
}

/** Reads one duration into milliseconds; a day is 24 hours. */
export function duration(bounds: DurationBounds): Field<number> {
  return field(allowed(bounds), (text) => readDuration(text, bounds));
}

/** Reads a comma-separated list of one to `maxEntries` durations into milliseconds; every wrong entry is a fault of its own. */
export function durationList(bounds: DurationBounds & { readonly maxEntries: number }): Field<number[]> {
  return field(`1 to ${bounds.maxEntries} of these, comma-separated: ${allowed(bounds)}`, (text) => {
    const readings = text.split(',').map((entry) => readDuration(entry.trim(), bounds));
    const faults = readings.flatMap((reading) => ('faults' in reading ? reading.faults : []));
    if (readings.length > bounds.maxEntries) faults.push(`has ${readings.length} entries`);
    if (faults.length > 0) return { faults };
    return { value: readings.flatMap((reading) => ('value' in reading ? [reading.value] : [])) };
  });
}

function allowed(bounds: DurationBounds): string {
  return `an ISO 8601 duration from ${bounds.min} to ${bounds.max}, in weeks, days, hours, minutes and seconds`;
}

function readDuration(text: string, bounds: DurationBounds): Reading<number> {
  const parsed = Duration.fromISO(text);
  if (!parsed.isValid) return fault(`${quoted(text)} is not an ISO 8601 duration`);
  if (text.includes('-')) return fault(`${quoted(text)} has a minus in it`);
  if (parsed.years !== 0 || parsed.months !== 0)
    return fault(`${quoted(text)} has years or months, whose length varies`);
  const value = Math.round(parsed.toMillis());
  const tooShort = value < Duration.fromISO(bounds.min).toMillis();
  if (tooShort)
    return fault(value === 0 ? `${quoted(text)} is no time at all` : `${quoted(text)} is too short`);
  return value > Duration.fromISO(bounds.max).toMillis() ? fault(`${quoted(text)} is too long`) : { value };
}
