/** The record's rows under their keys: how many under which, and sealing them anew under the key that encrypts now. */
import type { KeptKind, KeptRow, KeptRows } from '../records/kept-rows';
import type { KeyCounts } from './count-workflows';
import { isKeyFault } from './key-errors';
import type { Keyring } from './keys';
import { openJson, sealJson, sealOf } from './sealed-json';
import { orderPlace } from './sealed-records';
import { webhookPlace } from './sealed-webhooks';

const PAGE = 200;

const PLACE: Record<KeptKind, (id: string) => string> = { orders: orderPlace, webhooks: webhookPlace };

/** How many rows of a kind are under each key; null is what stands readable. @throws RecordsUnavailableError */
export async function countRows(rows: KeptRows, kind: KeptKind): Promise<KeyCounts> {
  const counts = new Map<string | null, number>();
  for await (const { json } of everyRow(rows, kind)) {
    const keyId = sealOf(JSON.parse(json))?.keyId ?? null;
    counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
  }
  return counts;
}

/** What became of the rows that were looked at. */
export interface Resealed {
  resealed: number;
  /** Rows whose key is missing or is another one, by the fault's message; they were left as they are. */
  unopened: ReadonlyMap<string, number>;
  /** False: the limit was reached, and there may be more. Called again it goes on with those. */
  isWhole: boolean;
}

/**
 * Seals under the first key, and binds to its place, whatever is not yet; what is readable is sealed too. Rows that are
 * written meanwhile stay as they were written. May be ended at any moment, and repeated. `limit`: rows to seal at most.
 * @throws RecordsUnavailableError
 */
export async function resealRows(rows: KeptRows, keyring: Keyring, limit: number): Promise<Resealed> {
  const unopened = new Map<string, number>();
  let resealed = 0;
  for (const kind of ['orders', 'webhooks'] as const) {
    for await (const row of everyRow(rows, kind)) {
      const anew = resealedJson(keyring, PLACE[kind](row.id), row, unopened);
      if (anew === null) continue;
      if (resealed >= limit) return { resealed, unopened, isWhole: false };
      if (await rows.replace(kind, row, anew)) resealed += 1;
    }
  }
  return { resealed, unopened, isWhole: true };
}

/** Null of a row that is as it should be, or cannot be opened. */
function resealedJson(
  keyring: Keyring,
  place: string,
  { json }: KeptRow,
  unopened: Map<string, number>,
): string | null {
  const value: unknown = JSON.parse(json);
  const seal = sealOf(value);
  if (seal?.keyId === keyring.firstKeyId && seal.isBound) return null;
  try {
    return JSON.stringify(sealJson(keyring, openJson(keyring, value, place), place));
  } catch (error) {
    if (!isKeyFault(error)) throw error;
    unopened.set(error.message, (unopened.get(error.message) ?? 0) + 1);
    return null;
  }
}

async function* everyRow(rows: KeptRows, kind: KeptKind): AsyncGenerator<KeptRow> {
  let after = '';
  for (;;) {
    const page = await rows.page(kind, after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.id;
  }
}
