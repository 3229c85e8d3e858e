/** Webhooks whose delivery has gone on, found by looking at the newest ones again and again. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Delivery } from './answers';
import type { Api } from './api';
import { CliError } from './cli-error';

const LOOK_EVERY_MS = 2000;
const NEWEST = 200;

/**
 * Each delivery that is new or has had another attempt since the look before, until `signal`; what the first look that
 * succeeds shows is not new. @throws CliError
 */
export async function* createNewDeliveries(api: Api, signal: AbortSignal): AsyncGenerator<Delivery> {
  let before: Map<string, string> | null = null;
  while (!signal.aborted) {
    const items = await look(api);
    if (items !== null) {
      const known = before;
      const fresh = known === null ? [] : items.filter((one) => known.get(one.id) !== standingOf(one));
      before = new Map(items.map((one) => [one.id, standingOf(one)]));
      yield* fresh.reverse();
    }
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => {
      // Stopped meanwhile, as the loop sees by the signal.
    });
  }
}

/** Newest first; null where the server is away for a moment. */
async function look(api: Api): Promise<Delivery[] | null> {
  try {
    return (await api.deliveries({ limit: NEWEST })).items;
  } catch (error) {
    if (error instanceof CliError && error.reason === 'unavailable') return null;
    throw error;
  }
}

function standingOf({ state, attempts }: Delivery): string {
  return `${state} ${attempts}`;
}
