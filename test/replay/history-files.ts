/**
 * The stored histories: `{scenario}@{release}.json`. A history is recorded once, with the release that ran it, and is
 * never recorded anew to make a red test green.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { temporal } from '@temporalio/proto';
import { version } from '../../package.json';

const FOLDER = join(__dirname, 'histories');

export interface StoredHistory {
  scenario: string;
  file: string;
  /** As the engine's own JSON. */
  history: { events: HistoryEvent[] };
}

export type HistoryEvent = Record<string, unknown> & { eventType: string };

export function storedHistories(): StoredHistory[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      file,
      scenario: file.slice(0, file.indexOf('@')),
      history: JSON.parse(readFileSync(join(FOLDER, file), 'utf8')),
    }));
}

/** Writes a history under this release's name, without the names of the machine and processes that ran it. */
export function storeHistory(scenario: string, history: temporal.api.history.v1.IHistory): void {
  const json = JSON.stringify(JSON.parse(historyToJSON(history)), withoutMachine, 1);
  writeFileSync(join(FOLDER, `${scenario}@${version}.json`), `${json}\n`);
}

const MACHINE = new Set(['identity', 'stickyTaskQueue', 'stackTrace']);

function withoutMachine(key: string, value: unknown): unknown {
  return MACHINE.has(key) ? undefined : value;
}
