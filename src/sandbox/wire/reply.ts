// Sends a reply, true or faulty, over the socket it came in on.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Reply } from './receive';

/** How long a `timeout` stays silent when the fault does not say. */
const DEFAULT_SILENCE_MS = 120_000;

/** Pauses that must not outlive the sandbox: given up when it stops. */
export class Pauses {
  private readonly waiting = new Map<NodeJS.Timeout, () => void>();

  /** Waits that many ms, or until the sandbox stops. */
  wait(durationMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.waiting.delete(timer);
        resolve();
      }, durationMs);
      this.waiting.set(timer, resolve);
    });
  }

  /** Ends all of them now. */
  end(): void {
    for (const [timer, resolve] of this.waiting) {
      clearTimeout(timer);
      resolve();
    }
    this.waiting.clear();
  }
}

/** Sends a reply; the promise ends when nothing more will be sent. */
export async function sendReply(
  { answer, fault, rate }: Reply,
  request: FastifyRequest,
  reply: FastifyReply,
  pauses: Pauses,
): Promise<void> {
  if (fault?.kind === 'timeout' || fault?.kind === 'reset') {
    reply.hijack();
    await pauses.wait(fault.afterMs ?? (fault.kind === 'timeout' ? DEFAULT_SILENCE_MS : 0));
    request.raw.socket.resetAndDestroy();
    return;
  }
  if (fault?.afterMs !== undefined) await pauses.wait(fault.afterMs);
  if (rate !== null) {
    reply.header('x-ratelimit-limit', rate.limit).header('x-ratelimit-remaining', rate.remaining);
  }
  if (answer.status === 429) {
    reply.header('retry-after', fault === null ? (rate?.retryAfterS ?? 1) : (fault.retryAfterS ?? 1));
  }
  reply.status(answer.status);
  if (fault?.kind === 'redirect') {
    // To itself: whoever follows it makes the call a second time.
    await reply.header('location', request.url).send();
    return;
  }
  const json = JSON.stringify(answer.body);
  const isSpoilt = fault?.kind === 'unreadable';
  await reply.type('application/json').send(isSpoilt ? json.slice(0, Math.floor(json.length / 2)) : json);
}
