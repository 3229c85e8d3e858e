/** What a server asks of the engine, and what CPU both take, while streams of events are followed and nothing happens. */
import { setTimeout as delay } from 'node:timers/promises';
import { type CountedServer, callsBetween } from '../counting/counted-server';
import { cpuMs } from '../machine/process-figures';
import { follow } from './follow';

/** Of one number of followers. */
export interface FollowersCost {
  /** Calls to the engine, one list a second among them. */
  callsPerSecond: number;
  /** Of one core. */
  serverCpuPercent: number;
  engineCpuPercent: number;
}

/** Who follows what, and where it is measured. */
export interface FollowersToMeasure {
  server: CountedServer;
  enginePid: number;
  key: string;
  /** One stream each; none for the rest that others are compared with. */
  paths: readonly string[];
}

/** What they ask when they begin is no part of it. */
const SETTLE_MS = 5_000;

/** Several times the longest pause between two looks that anything here takes. */
const WINDOW_MS = 45_000;

/** @throws Error when a stream is refused, or ends before it is left */
export async function whatFollowersCost(parts: FollowersToMeasure): Promise<FollowersCost> {
  const { server, enginePid, key, paths } = parts;
  const followers = await follow({ url: server.url, key, paths });
  try {
    await delay(SETTLE_MS);
    const before = { calls: server.calls(), server: cpuMs(server.pid), engine: cpuMs(enginePid) };
    const begunMs = performance.now();
    await delay(WINDOW_MS);
    const tookMs = performance.now() - begunMs;
    if (followers.isBroken()) throw new Error('A stream of events was ended by the server.');
    return {
      callsPerSecond: callsBetween(before.calls, server.calls()) / (tookMs / 1_000),
      serverCpuPercent: ((cpuMs(server.pid) - before.server) / tookMs) * 100,
      engineCpuPercent: ((cpuMs(enginePid) - before.engine) / tookMs) * 100,
    };
  } finally {
    followers.end();
  }
}
