/** How much of one core processes use while nothing happens. */
import { setTimeout as delay } from 'node:timers/promises';
import { cpuMs } from '../machine/process-figures';

/** Percent of one core for each of them, over `overMs`. @throws Error when one has ended */
export async function idleCpuPercent<Name extends string>(
  processes: Record<Name, number>,
  overMs: number,
): Promise<Record<Name, number>> {
  const used = (): [string, number][] =>
    Object.entries<number>(processes).map(([name, pid]) => [name, cpuMs(pid)]);
  const begunMs = performance.now();
  const before = new Map(used());
  await delay(overMs);
  const tookMs = performance.now() - begunMs;
  const percents = used().map(([name, ms]) => [name, ((ms - (before.get(name) ?? ms)) / tookMs) * 100]);
  return Object.fromEntries(percents) as Record<Name, number>;
}
