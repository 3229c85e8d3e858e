/**
 * How long a call waits. A read is answered in moments or not at all; a command may take as long as its caller
 * says, but not while the engine is away: that is found out early, by asking it for a sign of life.
 */
import type { Client } from '@temporalio/client';
import { EngineUnavailableError } from './errors';
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
    return await client.withDeadline(Date.now() + READ_MS, read);
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
  try {
    const aborted = () => client.withAbortSignal(away.signal, command);
    return await client.withDeadline(Date.now() + waitMs, aborted);
  } catch (error) {
    if (away.signal.aborted) throw new EngineUnavailableError({ cause: error });
    throw toClientError(error);
  } finally {
    clearTimeout(watch);
  }
}

async function showsLife(client: Client): Promise<void> {
  await client.withDeadline(Date.now() + SIGN_OF_LIFE_MS, () => client.workflowService.getSystemInfo({}));
}
