/** Something that turns on stderr while a person waits for longer than a second. */
import { createSpinner } from 'nanospinner';
import type { Terminal } from './terminal';

const PATIENCE_MS = 1000;

/** Does the work; says `what` is going on once it takes longer than a second, and leaves no trace of that. */
export async function withProgress<T>(
  { progress }: Pick<Terminal, 'progress'>,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  if (progress === null) return work();
  const spinner = createSpinner(what, { stream: progress, color: 'cyan' });
  const timer = setTimeout(() => spinner.start(), PATIENCE_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    if (spinner.isSpinning()) spinner.stop();
  }
}
