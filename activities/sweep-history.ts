/**
 * One reading of the provider's history, held against every order that it names. What an order does not know is passed
 * on to it as a hint; only what the next sweep needs is handed back, since the rows of an hour would fill a payload.
 */
import { heartbeat, log } from '@temporalio/activity';
import pLimit from 'p-limit';
import { AnswerTooLargeError } from '../src/front-payment';
import { orderIdOf } from '../workflows/messages';
import { type NewsRow, newsOf, type ShownOrder } from './compare-history';
import type { ActivityDependencies } from './dependencies';
import { type SortedRows, sortRows } from './history-rows';
import type { PassStrangersInput, StrangerPassed, SweepHistoryInput, SweptHistory } from './inputs';
import { type KnownOrder, ordersByReference, ordersByReservation } from './known-orders';
import { searchReferences } from './open-references';
import { booksOf } from './order-books';
import { passStranger, waitingStrangers } from './strangers';
import { type TellingRoom, tellOrder } from './tell-order';
import { readFailure } from './to-application-failure';
import { isInVain, openToldRows, type ToldRows } from './told-rows';

/** So many orders are asked or told at once. */
const AT_ONCE = 10;

/** A hint names no more titles than these. */
const MAX_TITLES = 20;

/** Both may be repeated: an order that is told twice reads its books twice. */
export function createSweepActivities({ callFrontPayment, client, records }: ActivityDependencies) {
  return {
    /**
     * One call of history for the frame, and hints to whom it concerns.
     * Source: Front Payment, "Get Reservation History".
     */
    async sweepHistory(input: SweepHistoryInput): Promise<SweptHistory> {
      const { from, to, at, taskQueue, memory } = input;
      const rows = await callFrontPayment(at, (frontPayment) => frontPayment.history({ from, to })).catch(
        (error: unknown) => {
          if (error instanceof AnswerTooLargeError) return null;
          throw readFailure(error);
        },
      );
      if (rows === null) return { is: 'too_large' };
      const room = { client, records, taskQueue };
      const sorted = sortRows(rows);
      const told = openToldRows(memory.told, at);
      const known = await knownIn(room, sorted, input);
      const shown = shownOrders(sorted, known, from);
      const passed = await passNews(room, told, shown);
      const searched = await searchReferences({ client, taskQueue, told }, memory.references, {
        shown: sorted.byReference,
        known: known.byReference,
      });
      for (const { reference, title } of searched.givenUp) {
        log.warn('no open order bears what history shows', { reference, title: sayable(title) });
      }
      const strangers = waitingStrangers(memory, sorted.byReservation, known.byReservation, told);
      const turnedAway = { reservations: strangers.turnedAway, references: searched.turnedAway };
      if (turnedAway.reservations + turnedAway.references > 0) {
        log.warn('history names more that nobody here knows than can wait to be looked at', turnedAway);
      }
      const { open, givenUp } = searched;
      const differences = passed.differences + open.length + givenUp.length + turnedAway.references;
      const hinted = passed.hinted + searched.asked;
      const { reopened } = passed;
      return {
        is: 'swept',
        counts: { rows: rows.length, differences, hinted, reopened, unplaced: sorted.unplaced },
        memory: {
          told: told.carried(),
          strangers: strangers.waiting,
          // One that was too young to be listed when it was looked at is an order's own by now.
          examined: memory.examined.filter((uuid) => !known.byReservation.has(uuid)),
          references: searched.open,
        },
      };
    },

    /** Tells orders of the strangers that name them. No provider call. */
    async passStrangers({ strangers, taskQueue }: PassStrangersInput): Promise<StrangerPassed[]> {
      const passed: StrangerPassed[] = [];
      for (const stranger of strangers) {
        heartbeat();
        const { orderId, reservationUuid } = stranger;
        const became = await passStranger({ client, records, taskQueue }, stranger);
        if (became !== 'nobody')
          log.info('a reservation names an order', { orderId, reservationUuid, became });
        passed.push({ reservationUuid, became });
      }
      return passed;
    },
  };
}

interface KnownOrders {
  byReservation: Map<string, KnownOrder>;
  byReference: Map<string, KnownOrder>;
}

/** What waits from earlier sweeps may be known by now. */
async function knownIn(
  { client }: TellingRoom,
  { byReservation, byReference }: SortedRows,
  { memory }: SweepHistoryInput,
): Promise<KnownOrders> {
  const waiting = memory.strangers.map(({ reservationUuid }) => reservationUuid);
  const open = memory.references.map(({ reference }) => reference);
  return {
    byReservation: await ordersByReservation(client, [...byReservation.keys(), ...waiting]),
    byReference: await ordersByReference(client, [...byReference.keys(), ...open]),
  };
}

function shownOrders(sorted: SortedRows, known: KnownOrders, from: string): ShownOrder[] {
  const orders = new Map<string, ShownOrder>();
  const rooms = [
    [sorted.byReservation, known.byReservation],
    [sorted.byReference, known.byReference],
  ] as const;
  for (const [shown, owners] of rooms) {
    for (const [name, rows] of shown) {
      const order = owners.get(name);
      if (!order) continue;
      const before = orders.get(order.workflowId)?.rows ?? [];
      orders.set(order.workflowId, { order, rows: [...before, ...rows], from });
    }
  }
  return [...orders.values()];
}

interface Passed {
  differences: number;
  hinted: number;
  reopened: number;
}

async function passNews(room: TellingRoom, told: ToldRows, shown: ShownOrder[]): Promise<Passed> {
  const passed: Passed = { differences: 0, hinted: 0, reopened: 0 };
  const limited = pLimit(AT_ONCE);
  const passOne = async (one: ShownOrder): Promise<void> => {
    const news = await newsOf(one, () => booksOf(room, one.order));
    const due = news.filter(({ row, tells }) => told.isDue(row.key, tells));
    // What needs one look and had it is no difference any more.
    if (due.length > 0 || news.some(({ tells }) => tells === 'news')) passed.differences += 1;
    if (due.length === 0) return;
    const became = await tell(room, told, one.order, due);
    if (became === 'hinted' || became === 'reopened') passed[became] += 1;
  };
  await Promise.all(shown.map((one) => limited(() => passOne(one))));
  return passed;
}

async function tell(room: TellingRoom, told: ToldRows, order: KnownOrder, due: NewsRow[]) {
  heartbeat();
  const { workflowId, reservationUuid } = order;
  const titles = due.map(({ row }) => row.title).slice(0, MAX_TITLES);
  const became = await tellOrder(room, workflowId, { reservationUuid, titles });
  const times = due.map(({ row }) => told.tell(row.key));
  const facts = { orderId: orderIdOf(workflowId), reservationUuid, titles: titles.map(sayable), became };
  const isHelpless = became === 'nobody' || became === 'refused' || times.some(isInVain);
  if (isHelpless) log.warn('history shows what this order still does not know', facts);
  else log.info('history shows what this order does not know', facts);
  return became;
}

/** Titles are names of the provider's; whatever does not look like one stays out of logs. */
function sayable(title: string): string {
  return /^[\w-]{1,64}$/.test(title) ? title : 'not a title';
}
