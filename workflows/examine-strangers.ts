/**
 * Looks at reservations that history names and no order here knows, a few in each sweep, and tells the orders that
 * their details name. Whoever has no turn waits for the next sweep.
 */
import type { Details, NamedStranger, Stranger, StrangerPassed, SweepMemory } from '../activities/inputs';
import type { engineActivities, readingActivities } from './activity-profiles';

/** More strangers than this wait: each costs a reading of details. */
const MAX_STRANGERS = 20;

/** One that could not be read so often is let go. */
const MAX_TRIES = 3;

/** Any currency will do: of a stranger the reference counts, and whether its figures are an ended order's. */
const ANY_CURRENCY = 'NOK';

/** The oldest are forgotten when there are more: looking at one twice costs a reading. */
const MAX_EXAMINED = 2_000;

/** As often as nobody is told of a row again. */
const SETTLED = Number.MAX_SAFE_INTEGER;

/** What looking at strangers needs. `at`: the sweep's own time. */
export interface StrangersRoom {
  reading: ReturnType<typeof readingActivities>;
  engine: ReturnType<typeof engineActivities>;
  taskQueue: string;
  at: string;
}

/** What is remembered after it, and how many orders were told, or opened again. */
export interface Examined {
  memory: SweepMemory;
  hinted: number;
  reopened: number;
}

/** Reads the details of those strangers whose turn it is, and tells the orders that they name. */
export async function examineStrangers(room: StrangersRoom, memory: SweepMemory): Promise<Examined> {
  const named: NamedStranger[] = [];
  const nobodys: Stranger[] = [];
  const again: Stranger[] = [];
  for (const stranger of memory.strangers.slice(0, MAX_STRANGERS)) {
    const details = await readStranger(room, stranger);
    if (details === null) {
      const tried = { ...stranger, tries: stranger.tries + 1 };
      (tried.tries < MAX_TRIES ? again : nobodys).push(tried);
    } else if (details.referenceNumber === null) nobodys.push(stranger);
    else named.push({ ...stranger, orderId: details.referenceNumber, shown: figuresOf(details) });
  }
  const { taskQueue } = room;
  const passed = named.length > 0 ? await room.engine.passStrangers({ strangers: named, taskQueue }) : [];
  const count = (end: StrangerPassed['became']): number =>
    passed.filter(({ became }) => became === end).length;
  // Of an order that has ended long ago every new row is looked at; of somebody else's reservation none.
  const own = passed.filter(({ became }) => became === 'known').map(({ reservationUuid }) => reservationUuid);
  const done = [...nobodys, ...named].map(({ reservationUuid }) => reservationUuid);
  const rows = named.flatMap((stranger) => stranger.rows);
  return {
    memory: {
      ...memory,
      told: [...memory.told, ...rows.map((key) => ({ key, at: room.at, times: SETTLED }))],
      strangers: [...memory.strangers.slice(MAX_STRANGERS), ...again],
      examined: [...memory.examined, ...done.filter((uuid) => !own.includes(uuid))].slice(-MAX_EXAMINED),
    },
    hinted: count('hinted'),
    reopened: count('reopened'),
  };
}

function readStranger(
  { reading, at }: StrangersRoom,
  { reservationUuid }: Stranger,
): Promise<Details | null> {
  return reading.readDetails({ reservationUuid, currency: ANY_CURRENCY, at }).catch(() => null);
}

function figuresOf(details: Details): NamedStranger['shown'] {
  const { status, capturedMinor, chargedMinor, refundedFromCapturedMinor, refundedFromChargedMinor } =
    details;
  return {
    status,
    capturedMinor,
    chargedMinor,
    refundedMinor: refundedFromCapturedMinor + refundedFromChargedMinor,
  };
}
