// Overwrites what deleted histories have left in the embedded engine's database. The server deletes with
// secure_delete on (server-command.ts), so pages are zeroed when they are freed; what is left stands in the log
// before the file (WAL) until it is written home and cut off. That is done here, from a second process, while the
// server runs: SQLite's locks are made for it, and the server waits for us no longer than for itself.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'libsql';

const PATIENCE_MS = 5_000;
const POLL_MS = 20;

/** Which database, and whose histories must be gone from it before: the run ids. */
export interface ScrubOptions {
  dataDir: string;
  runIds: readonly string[];
}

/**
 * Waits until the server has deleted these histories, then overwrites what they left. False when there is no such file,
 * or it was too busy for 5 s: trying again is harmless. @throws the driver's error when the file is no database
 */
export async function scrubDatabase({ dataDir, runIds }: ScrubOptions): Promise<boolean> {
  const file = join(dataDir, 'temporal.sqlite');
  if (!existsSync(file)) return false;
  const database = new Database(file);
  try {
    // Waiting in the driver would hold up this whole process.
    database.exec('pragma busy_timeout = 0');
    const giveUpAtMs = Date.now() + PATIENCE_MS;
    while (!(areGone(database, runIds) && isLogEmptied(database))) {
      if (Date.now() > giveUpAtMs) return false;
      await delay(POLL_MS);
    }
    return true;
  } finally {
    database.close();
  }
}

/** The engine answers "not found" a moment before the history itself is deleted. A history's tree is named by its run. */
function areGone(database: Database.Database, runIds: readonly string[]): boolean {
  const count = database.prepare('select count(*) as found from history_node where tree_id = ?');
  return runIds.every((runId) => {
    const tree = Buffer.from(runId.replaceAll('-', ''), 'hex');
    return (count.get([tree]) as { found: number }).found === 0;
  });
}

function isLogEmptied(database: Database.Database): boolean {
  // Answers in a row whether it was busy, and so meets no lock.
  const [answer] = database.prepare('pragma wal_checkpoint(truncate)').all([]) as { busy: number }[];
  return answer?.busy === 0;
}
