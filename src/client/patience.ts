/**
 * How long a call waits. A read is answered in moments or not at all; a command may take as long as its caller
 * says, but not while the engine is away: that is found out early, by asking it for a sign of life.
 */
import type { Client } from '@temporalio/client';
import { AnswerPendingError, EngineUnavailableError } from './errors';
import { toClientError } from './to-client-error';

/** `waitMs`: how long to wait for an outcome before AnswerPendingError; 60 s unless given. */
export interface CallOptions {
  waitMs?: number;
}

const WAIT_MS = 60_000;
const READ_MS = 5_000;
const SIGN_OF_LIFE_AFTER_MS = 1_500;
const SIGN_OF_LIFE_MS = 2_000;

/** Runs a read with a short deadline. @throws the client's errors */
export async function readWithin<T>(client: Client, read: () => Promise<T>): Promise<T> {
  try {
    return await within(client, { limitMs: READ_MS, onLimit: () => new EngineUnavailableError() }, read);
  } catch (error) {
    throw toClientError(error);
  }
}

/** Runs a command for as long as the options say. @throws AnswerPendingError after that, and the client's other errors */
export async function commandWithin<T>(
  client: Client,
  { waitMs = WAIT_MS }: CallOptions,
  command: () => Promise<T>,
): Promise<T> {
  const away = new AbortController();
  const watch = setTimeout(() => {
    showsLife(client).catch(() => away.abort());
  }, SIGN_OF_LIFE_AFTER_MS);
  const limit = { limitMs: waitMs, onLimit: () => new AnswerPendingError(), away: away.signal };
  try {
    return await within(client, limit, command);
  } catch (error) {
    throw toClientError(error);
  } finally {
    clearTimeout(watch);
  }
}

/** Asks the engine for a sign of life. @throws whatever keeps it from answering within two seconds */
export async function showsLife(client: Client): Promise<void> {
  const limit = { limitMs: SIGN_OF_LIFE_MS, onLimit: () => new EngineUnavailableError() };
  await within(client, limit, () => client.workflowService.getSystemInfo({}));
}

interface Limit {
  limitMs: number;
  onLimit: () => Error;
  /** Aborted when the engine was found to be away. */
  away?: AbortSignal;
}

/**
 * A deadline on the wire, for the server's sake, and one of our own: the SDK may go on trying an engine that refuses
 * connections beyond any deadline. What is given up is cancelled, so that nothing is left to a closed connection.
 */
async function within<T>(
  client: Client,
  { limitMs, onLimit, away }: Limit,
  call: () => Promise<T>,
): Promise<T> {
  const cancelled = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const givenUp = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(onLimit()), limitMs);
    away?.addEventListener('abort', () => reject(new EngineUnavailableError()), { once: true });
  });
  const onTheWire = () => client.withDeadline(Date.now() + limitMs, call);
  try {
    return await Promise.race([givenUp, client.withAbortSignal(cancelled.signal, onTheWire)]);
  } finally {
    clearTimeout(timer);
    cancelled.abort();
  }
}
