/** Webhooks whose delivery has gone on, found by looking at the newest ones again and again. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Delivery } from './answers';
import type { Api } from './api';
import { CliError } from './cli-error';

const LOOK_EVERY_MS = 2000;
const NEWEST = 200;

/** Each delivery that is new or has had another attempt since the look before, until `signal`. @throws CliError */
export async function* createNewDeliveries(api: Api, signal: AbortSignal): AsyncGenerator<Delivery> {
  let before: Map<string, string> | null = null;
  while (!signal.aborted) {
    const items = await look(api);
    const known = before;
    const fresh = known === null ? [] : items.filter((one) => known.get(one.id) !== standingOf(one));
    if (items.length > 0 || before === null) before = new Map(items.map((one) => [one.id, standingOf(one)]));
    yield* fresh.reverse();
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => {
      // Stopped meanwhile, as the loop sees by the signal.
    });
  }
}

/** Newest first. A server that is away for a moment has nothing new to tell. */
async function look(api: Api): Promise<Delivery[]> {
  try {
    return (await api.deliveries({ limit: NEWEST })).items;
  } catch (error) {
    if (error instanceof CliError && error.reason === 'unavailable') return [];
    throw error;
  }
}

function standingOf({ state, attempts }: Delivery): string {
  return `${state} ${attempts}`;
}
