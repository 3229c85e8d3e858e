/**
 * The API as a careful booking system uses it: whatever is not answered is asked again, under the same key, at the
 * next server. What became of every command is written down for the books.
 */
import { setTimeout as delay } from 'node:timers/promises';
import axios from 'axios';
import { operationIdOf } from '../src/client/operation-id';
import type { Reservation, TimelineItem } from '../workflows/view';
import type { Member } from './member';
import { KEYS } from './stage';

/** One command, from the first try to its answer. */
export interface CommandLog {
  orderId: string;
  command: string;
  key: string;
  operationId: string;
  mustBeRefused: boolean;
  /** Every answer that came, in order: a status and, of problems, the code. */
  answers: {
    status: number;
    code: string | null;
    operationId: string | null;
    operationStatus: string | null;
  }[];
  /** Tries that ended without an answer, or with one that says to ask again. */
  unanswered: number;
}

/** What is sent, and by whom. */
export interface Command {
  orderId: string;
  command: string;
  key: string;
  body: unknown;
  role?: keyof typeof KEYS;
  mustBeRefused?: boolean;
  /** Hangs up after that long at the first try. */
  patienceMs?: number | null;
}

const TIMEOUT_MS = 20_000;
const AGAIN_MS = 500;
const LONGEST_PAUSE_MS = 4_000;
const LONGEST_MS = 300_000;

/** Speaks with one of several servers, the next one each time. */
export class Door {
  readonly commands: CommandLog[] = [];
  /** Requests that got no answer. */
  lost = 0;
  #turn = 0;

  constructor(private readonly members: readonly Member[]) {}

  /** The order as it is, or null when nobody knows it or nobody answers. */
  async reservation(orderId: string): Promise<Reservation | null> {
    const { status, data } = await this.#once('GET', `/v1/reservations/${orderId}`, { role: 'viewer' });
    return status === 200 ? (data as Reservation) : null;
  }

  /** The orders that wait for a person, as far as somebody answers. */
  async inAttention(): Promise<Reservation[]> {
    const path = '/v1/reservations?attention=true&limit=200';
    const { status, data } = await this.#once('GET', path, { role: 'viewer' });
    return status === 200 ? (data as { items: Reservation[] }).items : [];
  }

  /** What happened to an order, oldest first; null when nobody answers. */
  async timeline(orderId: string): Promise<TimelineItem[] | null> {
    const path = `/v1/reservations/${orderId}/events?limit=500`;
    const { status, data } = await this.#once('GET', path, { role: 'viewer' });
    return status === 200 ? (data as { items: TimelineItem[] }).items : null;
  }

  /** Places an order, as often as it takes. Gives the last status, 0 when there never was an answer. */
  async place(order: object): Promise<number> {
    const options = { role: 'booking' as const, body: order };
    return this.#untilAnswered(() => this.#once('POST', '/v1/reservations', options)).then(
      (answer) => answer?.status ?? 0,
    );
  }

  /** Sends a command until it is answered, and writes down what was answered. */
  async command(asked: Command): Promise<CommandLog> {
    const log = this.#logOf(asked);
    const path = `/v1/reservations/${asked.orderId}/${asked.command}`;
    let timeoutMs = asked.patienceMs ?? TIMEOUT_MS;
    const answer = await this.#untilAnswered(
      () => {
        const sent = this.#once('POST', path, { ...asked, role: asked.role ?? 'operator', timeoutMs });
        timeoutMs = TIMEOUT_MS;
        return sent;
      },
      () => {
        log.unanswered += 1;
      },
    );
    if (answer) log.answers.push(toAnswer(answer));
    return log;
  }

  /** The log of an order and key: a command that is sent twice is one command. */
  #logOf({ orderId, command, key, mustBeRefused = false }: Command): CommandLog {
    const known = this.commands.find((log) => log.orderId === orderId && log.key === key);
    if (known) return known;
    const operationId = operationIdOf({ orderId, key });
    const log = { orderId, command, key, operationId, mustBeRefused, answers: [], unanswered: 0 };
    this.commands.push(log);
    return log;
  }

  async #untilAnswered(send: () => Promise<Answer>, onUnanswered = (): void => {}): Promise<Answer | null> {
    const until = Date.now() + LONGEST_MS;
    for (let pauseMs = AGAIN_MS; Date.now() < until; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const answer = await send();
      if (answer.status !== 0 && answer.status < 500 && answer.status !== 429) return answer;
      onUnanswered();
      await delay(pauseMs);
    }
    return null;
  }

  async #once(method: string, path: string, options: RequestOptions): Promise<Answer> {
    const { role, body, key, timeoutMs = TIMEOUT_MS } = options;
    this.#turn += 1;
    const running = this.members.filter((member) => member.isReady());
    const candidates = running.length > 0 ? running : this.members;
    const { url = '' } = candidates[this.#turn % candidates.length] ?? {};
    try {
      const { status, data } = await axios.request({
        method,
        url: `${url}${path}`,
        data: body,
        timeout: timeoutMs,
        validateStatus: () => true,
        headers: {
          Authorization: `Bearer ${KEYS[role]}`,
          ...(key === undefined ? {} : { 'Idempotency-Key': key }),
        },
      });
      return { status, data };
    } catch {
      this.lost += 1;
      return { status: 0, data: null };
    }
  }
}

interface Answer {
  status: number;
  data: unknown;
}

interface RequestOptions {
  role: keyof typeof KEYS;
  body?: unknown;
  key?: string;
  timeoutMs?: number;
}

function toAnswer({ status, data }: Answer): CommandLog['answers'][number] {
  const { code = null, operation = null } = (data ?? {}) as {
    code?: string | null;
    operation?: { operationId: string; status: string } | null;
  };
  return {
    status,
    code,
    operationId: operation?.operationId ?? null,
    operationStatus: operation?.status ?? null,
  };
}
