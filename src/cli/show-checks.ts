/** What a diagnosis found, each with what to do. */
import type { Check } from './answers';
import { coloursOf } from './colours';
import type { Terminal } from './terminal';

/** A line per check, and below it what to do where something is to be done. */
export function checksText(checks: readonly Check[], terminal: Pick<Terminal, 'hasColor'>): string {
  const { good, bad, warning, strong } = coloursOf(terminal);
  return checks
    .flatMap(({ name, ok, message, todo }) => {
      const mark = ok === null ? warning('?') : ok ? good('✓') : bad('✗');
      const line = `${mark} ${strong(name)}: ${message}`;
      return todo === null || ok === true ? [line] : [line, `    To do: ${todo}`];
    })
    .join('\n');
}
