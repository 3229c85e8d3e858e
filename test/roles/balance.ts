/** Clients that ask all the time, behind a balancer as it stands before servers: it sends nobody to one that is not ready. */
import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import axios, { type AxiosError } from 'axios';
import type { RoleProcess, Topology } from './topology';

/** The clients, at work. */
export interface Balanced {
  answeredBy(server: RoleProcess): number;
  /** Ends them, each after its last answer; `failures` are requests that got none. */
  stop(): Promise<{ answered: number; failures: string[] }>;
}

const CLIENTS = 6;
const PROBE_EVERY_MS = 100;

/** Lets them read one order, over connections that are kept alive. */
export function balance({ env }: Topology, servers: readonly RoleProcess[], orderId: string): Balanced {
  const [, key] = /operator:(\S+)/.exec(env['HOLDFAST_API_KEYS'] ?? '') ?? [];
  const ready = new Map(servers.map((server) => [server, true]));
  const counts = new Map(servers.map((server) => [server, 0]));
  const failures: string[] = [];
  const httpAgent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const stopping = new AbortController();
  const { signal } = stopping;

  async function probe(server: RoleProcess): Promise<void> {
    while (!signal.aborted) {
      ready.set(server, (await server.probe('/readyz'))?.status === 200);
      await delay(PROBE_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async function client(index: number): Promise<void> {
    for (let turn = index; !signal.aborted; turn += 1) {
      const usable = servers.filter((server) => ready.get(server));
      const server = usable[turn % Math.max(usable.length, 1)];
      if (server === undefined) {
        await delay(PROBE_EVERY_MS);
        continue;
      }
      const headers = { Authorization: `Bearer ${key}` };
      const url = `${server.url}/v1/reservations/${orderId}`;
      await axios.get(url, { headers, httpAgent, timeout: 60_000 }).then(
        () => counts.set(server, (counts.get(server) ?? 0) + 1),
        (error: AxiosError) => failures.push(`${error.code} ${error.response?.status ?? 'no answer'}`),
      );
    }
  }

  const work = Promise.all([...servers.map(probe), ...Array.from({ length: CLIENTS }, (_, n) => client(n))]);
  return {
    answeredBy: (server) => counts.get(server) ?? 0,
    async stop() {
      stopping.abort();
      await work;
      httpAgent.destroy();
      return { answered: [...counts.values()].reduce((sum, count) => sum + count, 0), failures };
    },
  };
}
