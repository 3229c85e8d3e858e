/** What one process of this machine has used, as Linux itself tells it; its children are not counted. */
import { readFileSync } from 'node:fs';

/** Linux's unit of CPU time towards user space (`getconf CLK_TCK`): 100 a second on every architecture that Node runs on. */
const TICK_MS = 10;

/** CPU of all threads of `pid` since it began, user and system, in ms; steps of 10. @throws Error when it has ended */
export function cpuMs(pid: number): number {
  return cpuMsOf(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** The same of the text of `/proc/PID/stat`. @throws Error for anything else */
export function cpuMsOf(stat: string): number {
  // The second field is the program's name in parentheses, and may hold blanks and parentheses itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  if (!stat.includes(')') || Number.isNaN(user + system)) throw new Error('This is no /proc/PID/stat.');
  return (user + system) * TICK_MS;
}

/** Bytes of memory that `pid` has, its share of what is shared (Pss). @throws Error when it has ended */
export function residentBytes(pid: number): number {
  return residentBytesOf(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
}

/** The same of the text of `/proc/PID/smaps_rollup`. @throws Error for anything else */
export function residentBytesOf(rollup: string): number {
  const kilobytes = /^Pss: +(\d+) kB$/m.exec(rollup)?.[1];
  if (kilobytes === undefined) throw new Error('This is no /proc/PID/smaps_rollup.');
  return Number(kilobytes) * 1_024;
}
