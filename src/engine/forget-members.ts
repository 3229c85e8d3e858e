// The server keeps the addresses of its services in the database and, at a start within some seconds of its end,
// takes those of the run before for living members. The services then look for each other among the dead, form
// rings of their own, and every call answers "Not enough hosts" for minutes. We hold the directory's lock, so
// nobody else can be a member: the list is emptied before each start.

import { existsSync } from 'node:fs';
import Database from 'libsql';
import type { DataDirectory } from './data-directory';

const BUSY_TIMEOUT_MS = 2_000;

/** Forgets the members of earlier runs. What is no database, or a fresh one, is left for the server to judge. */
export function forgetMembers({ databaseFile }: DataDirectory): void {
  if (!existsSync(databaseFile)) return;
  try {
    const database = new Database(databaseFile, { timeout: BUSY_TIMEOUT_MS });
    try {
      database.exec('DELETE FROM cluster_membership');
    } finally {
      database.close();
    }
  } catch {
    // The start goes on all the same: at worst the server finds its members a little later.
  }
}
