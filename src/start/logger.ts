/**
 * Logs go to `holdfast.log` in the data directory, one JSON object per line; warnings and errors are shown on the
 * terminal too, in words. Ids stand in logs, people and secrets do not.
 */
import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { trace } from '@opentelemetry/api';
import pino, { type Logger, type LoggerOptions } from 'pino';

const LOG_FILE = 'holdfast.log';
const PREVIOUS_LOG_FILE = 'holdfast.previous.log';
const ERROR = pino.levels.values['error'] ?? 50;
const MAX_LOG_BYTES = 32 * 1024 * 1024;

/** One line: an instant, a level, a message, facts; nothing of the machine. */
const LINES: LoggerOptions = {
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { error: plainError },
  mixin: traceOfLine,
};

/** Where to log: the directory exists and may be written; `warn` takes one line for a person. */
export interface LogTargets {
  dataDir: string;
  warn(line: string): void;
}

/** The log file of a data directory. */
export function logFileIn(dataDir: string): string {
  return join(dataDir, LOG_FILE);
}

/** Opens the log. A file that has grown beyond 32 MB is put aside first. */
export function openLog({ dataDir, warn }: LogTargets): Logger {
  const file = logFileIn(dataDir);
  if (existsSync(file) && statSync(file).size > MAX_LOG_BYTES) {
    renameSync(file, join(dataDir, PREVIOUS_LOG_FILE));
  }
  // Written at once: the last lines before a death are the ones that are wanted.
  const disk = pino.destination({ dest: file, mode: 0o600, sync: true });
  const terminal = {
    write(text: string) {
      const entry = JSON.parse(text) as Record<string, unknown>;
      // What a room warns of is for the file: while the engine is away every request would say so.
      if (entry['room'] === undefined || Number(entry['level']) >= ERROR) warn(lineForPeople(entry));
    },
  };
  const streams = pino.multistream([
    { level: 'info', stream: disk },
    { level: 'warn', stream: terminal },
  ]);
  return pino(LINES, streams);
}

/** The trace that a line belongs to, where it is written while a span is active. */
function traceOfLine(): { traceId?: string } {
  const traceId = trace.getActiveSpan()?.spanContext().traceId;
  return traceId === undefined ? {} : { traceId };
}

/** Logs to stdout, `out` taking a line, for processes whose logs are collected: one JSON object per line, and nothing else. */
export function openStdoutLog(out: (line: string) => void): Logger {
  return pino(LINES, { write: (text: string) => out(text.trimEnd()) });
}

/** An error's own words only: its other fields may hold a request with its token and body. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack } = error;
  const { code } = error as { code?: unknown };
  return { name, message, ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}), stack };
}

const NOT_SHOWN = new Set(['level', 'time', 'msg', 'error', 'stack']);

function lineForPeople(entry: Record<string, unknown>): string {
  const facts = Object.entries(entry)
    .filter(([name, value]) => !NOT_SHOWN.has(name) && typeof value !== 'object')
    .map(([name, value]) => `${name}=${value}`);
  const error = entry['error'] as { message?: string } | string | undefined;
  const reason = typeof error === 'object' ? error.message : error;
  const word = Number(entry['level']) >= ERROR ? 'error' : 'warning';
  const clock = String(entry['time']).slice(11, 19);
  return [`${clock} ${word}: ${entry['msg']}`, ...(reason ? [`(${reason})`] : []), ...facts].join(' ');
}
