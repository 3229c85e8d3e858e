import { describe, expect, it } from '@jest/globals';
import { cpuMs, cpuMsOf, residentBytes, residentBytesOf } from '../../bench/machine/process-figures';

const STAT =
  '4711 (node (a) 1 2) S 1 4711 4711 0 -1 4194304 9 0 0 0 1234 66 7000 8000 20 0 11 0 100 200 300 0\n';

describe('what a process has used', () => {
  it('adds user and system time of the process itself, whatever it is called', () => {
    expect(cpuMsOf(STAT)).toBe(13_000);
  });

  it('takes the proportional share of memory, in bytes', () => {
    expect(residentBytesOf('5581-7ffc ---p 0 00:00 0 [rollup]\nRss:   900 kB\nPss:      812 kB\n')).toBe(
      831_488,
    );
  });

  it('refuses what it cannot read', () => {
    expect(() => cpuMsOf('no such text')).toThrow('no /proc/PID/stat');
    expect(() => residentBytesOf('Rss: 5 kB')).toThrow('no /proc/PID/smaps_rollup');
  });

  it('counts what this very process uses', () => {
    const beforeMs = cpuMs(process.pid);
    const untilMs = Date.now() + 100;
    while (Date.now() < untilMs);
    expect(cpuMs(process.pid)).toBeGreaterThan(beforeMs);
    expect(residentBytes(process.pid)).toBeGreaterThan(10_000_000);
  });
});
