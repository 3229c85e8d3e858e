/** One order of the demo: placed, paid and commanded as in earnest, over HTTP; what becomes of it is told as it is seen. */
import { setTimeout as delay } from 'node:timers/promises';
import type { OrderInput, Reservation } from '../../client';
import type { Sandbox } from '../../sandbox';
import type { Api } from '../api';
import { showMoney } from '../money';
import type { Say } from './narrator';

/** What an order of the demo needs around it. */
export interface DemoWorld {
  api: Api;
  sandbox: Sandbox;
}

const POLL_MS = 200;
const PATIENCE_MS = 40_000;

/** An order that is lived through. Its methods throw when the API refuses, or nothing comes in 40 seconds. */
export class DemoOrder {
  readonly #seen = new Set<string>();
  #state = '';

  constructor(
    private readonly world: DemoWorld,
    private readonly order: OrderInput,
    private readonly say: Say,
  ) {}

  /** Places it, which gives the checkout page. */
  async place(): Promise<Reservation> {
    const { body } = await this.world.api.place(this.order);
    return this.#see(body);
  }

  /** The customer pays at the checkout page. */
  async pay(): Promise<void> {
    const { reservationUuid } = await this.until(
      'it has a checkout page',
      ({ checkoutUrl }) => checkoutUrl !== null,
    );
    this.say('the customer pays at the checkout page');
    this.world.sandbox.control.pay(reservationUuid ?? '');
  }

  /** Whatever the provider would call back about this order gets lost. */
  loseCallbacks(): void {
    this.say('every callback about this order is going to get lost');
    this.world.sandbox.control.setFault({ callback: 'drop', referenceNo: this.order.orderId });
  }

  /** Says something that only the scenario knows. */
  tell(line: string): void {
    this.say(line);
  }

  /** An operator asks for something; `words` say what. */
  async command(name: string, body: unknown, words: string): Promise<Reservation> {
    this.say(`an operator ${words}`);
    const { orderId } = this.order;
    const answer = await this.world.api.command({ orderId, name, body });
    return this.#see(answer.body.reservation);
  }

  /** Waits for one of the states, and tells what happens meanwhile. */
  untilState(state: Reservation['state']): Promise<Reservation> {
    return this.until(`it is ${state}`, (reservation) => reservation.state === state);
  }

  /** Waits for anything that the reservation shows. */
  async until(what: string, isSo: (reservation: Reservation) => boolean): Promise<Reservation> {
    const deadlineMs = Date.now() + PATIENCE_MS;
    for (;;) {
      const reservation = this.#see(await this.world.api.show(this.order.orderId));
      if (isSo(reservation)) return reservation;
      if (Date.now() > deadlineMs) throw new Error(`waited ${PATIENCE_MS / 1000} s in vain until ${what}`);
      await delay(POLL_MS);
    }
  }

  #see(reservation: Reservation): Reservation {
    if (reservation.state === 'awaitingPayment' && this.#isNew('link')) {
      this.say(
        `placed, ${showMoney(reservation.amounts.orderMinor, reservation.currency)}: the payment link is out`,
      );
    }
    if (reservation.state === 'reserved' && this.#isNew('hold')) this.say(holdWords(reservation));
    for (const operation of reservation.operations) {
      const words = operation.status === 'executed' ? operationWords(operation, reservation) : null;
      if (words && this.#isNew(operation.operationId)) this.say(words);
    }
    if (reservation.state !== this.#state && reservation.state === 'completed') this.say('completed');
    this.#state = reservation.state;
    return reservation;
  }

  #isNew(what: string): boolean {
    if (this.#seen.has(what)) return false;
    this.#seen.add(what);
    return true;
  }
}

function holdWords({ amounts, currency, deadlines, policy }: Reservation): string {
  const held = `${showMoney(amounts.reservedMinor, currency)} is held on the card`;
  const { captureAt } = deadlines;
  if (captureAt === null) return held;
  const seconds = Math.max(0, (Date.parse(captureAt) - Date.now()) / 1000);
  if (seconds > 60) return `${held}; the timer is minutes away`;
  const act = policy.capture === 'manual' ? 'released' : 'captured';
  return seconds < 0.5
    ? `${held}, to be captured at once`
    : `${held}, to be ${act} in ${seconds.toFixed(0)} s`;
}

function operationWords(
  operation: Reservation['operations'][number],
  { amounts, currency }: Reservation,
): string | null {
  const { kind, amountMinor, reference, requestedBy } = operation;
  const amount = amountMinor === null ? '' : showMoney(amountMinor, currency);
  const by = requestedBy === 'timer' ? ' by the timer' : '';
  switch (kind) {
    case 'capture':
      return `${amount} captured${by} (${reference})`;
    case 'charge':
      return `${amount} charged to the stored card (${reference})`;
    case 'refund':
      return `${amount} refunded`;
    case 'cancel':
      return `cancelled${by}: ${amounts.reservedMinor > 0 ? 'nothing is held any longer' : 'nobody has paid, so nothing was held'}`;
    default:
      return null;
  }
}
