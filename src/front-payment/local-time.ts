// The provider's timestamps, in whatever form they come, as ISO 8601 in UTC.

import { DateTime } from 'luxon';

const LOCAL_FORMATS = ['dd.MM.yyyy HH:mm', 'dd.MM.yyyy HH:mm:ss', 'dd.MM.yyyy'].map((format) =>
  DateTime.buildFormatParser(format),
);
/** Larger numbers are milliseconds: as seconds this would be the year 5138, as milliseconds it is 1973. */
const FIRST_MILLISECONDS = 100_000_000_000;

/**
 * Reads Unix seconds or milliseconds (number or numeric string), ISO 8601, `yyyy-mm-dd HH:MM:SS` and
 * `dd.mm.yyyy HH:MM`; what names no zone is local time in `zone`. Null when it is none of these.
 *
 * When clocks go back, an hour of local time comes twice: it is read as the earlier of the two instants, so that what
 * is reckoned from it (a capture deadline, a window to read again) comes too early rather than too late. When they go
 * forward, an hour is missing: a time in it is read as if the clock had not gone forward, an hour later on the clock.
 *
 * Source: Front Payment, "Get Reservation History" (`"21.01.2024 04:00"`), "Get Reservation Details By UUID"
 * (`"String|Timestamp"`); the zone is not stated.
 */
export function readInstant(value: unknown, zone: string): string | null {
  if (typeof value === 'number') return fromUnix(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return fromUnix(Number(text));
  for (const format of LOCAL_FORMATS) {
    const local = DateTime.fromFormatParser(text, format, { zone });
    if (local.isValid) return toUtc(earliest(local));
  }
  const iso = text.replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T');
  const namesZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(iso) && iso.includes('T');
  const parsed = DateTime.fromISO(iso, { zone });
  if (!parsed.isValid) return null;
  return toUtc(namesZone ? parsed : earliest(parsed));
}

function fromUnix(value: number): string | null {
  if (!Number.isFinite(value) || value <= 0) return null;
  const instant = DateTime.fromMillis(value >= FIRST_MILLISECONDS ? value : value * 1000);
  return instant.isValid ? toUtc(instant) : null;
}

function earliest(local: DateTime): DateTime {
  return DateTime.min(...local.getPossibleOffsets()) ?? local;
}

function toUtc(instant: DateTime): string | null {
  return instant.toUTC().toISO();
}
