/** The machine that figures were measured on: without it they say nothing. */
import { cpus, loadavg, release, totalmem } from 'node:os';

/** Read at the moment of asking. `load`: averages of 1, 5 and 15 minutes, the benchmark's own among them. */
export interface Machine {
  cores: number;
  model: string;
  memoryBytes: number;
  kernel: string;
  node: string;
  load: number[];
}

/** This machine, now. */
export function describeMachine(): Machine {
  return {
    cores: cpus().length,
    model: cpus()[0]?.model ?? 'unknown',
    memoryBytes: totalmem(),
    kernel: release(),
    node: process.version,
    load: loadavg(),
  };
}
