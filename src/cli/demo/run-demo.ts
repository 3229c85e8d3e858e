import type { Terminal } from '../terminal';
export async function runDemo(_t: Terminal): Promise<number> {
  return 0;
}
