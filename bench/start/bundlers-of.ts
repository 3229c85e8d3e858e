/** Which processes of a start have had a bundler run in them: none may, for the bundle is built beforehand. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What was noted in all the processes that ran in such surroundings. */
export interface Bundlers {
  /** How many processes there were; none noted means that nothing was looked at. */
  processes: number;
  /** In how many of them webpack's compiler was loaded. */
  withCompiler: number;
}

/** Runs `work` with surroundings for its processes, all of which must have ended when it has. */
export async function bundlersOf(work: (env: Record<string, string>) => Promise<unknown>): Promise<Bundlers> {
  const notesDir = mkdtempSync(join(tmpdir(), 'holdfast-bundlers-'));
  try {
    await work({
      NODE_OPTIONS: `--require=${join(__dirname, 'note-bundlers.cjs')}`,
      BENCH_NOTES_DIR: notesDir,
    });
    const notes = readdirSync(notesDir).map(
      (name) => JSON.parse(readFileSync(join(notesDir, name), 'utf8')) as { compilers: number },
    );
    return { processes: notes.length, withCompiler: notes.filter(({ compilers }) => compilers > 0).length };
  } finally {
    rmSync(notesDir, { recursive: true, force: true });
  }
}
