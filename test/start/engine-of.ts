/** The processes behind a data directory, as the engine's keeper has written them down. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Their pids; no server's while one is just being started again. */
export function enginePids(dataDir: string): { keeper: number; server: number | null } {
  const { keeper, server } = JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8'));
  return { keeper: keeper.pid, server: server?.pid ?? null };
}

/** The server's, of a start that is ready. */
export function serverPid(dataDir: string): number {
  const { server } = enginePids(dataDir);
  if (server === null) throw new Error(`There is no server on ${dataDir}.`);
  return server;
}
