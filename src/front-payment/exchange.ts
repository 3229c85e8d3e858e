// One call from checked request to read answer: sends it, tells the observer, cleans and reads what came.

import type { z } from 'zod';
import { readAnswer } from './answers/read-answer';
import { createSendOnce, type HttpAnswer, type HttpRequest } from './http-call';
import type { ClientOptions } from './options';
import { createCleanText } from './provider-text';
import { personalValues } from './requests/personal-values';

/** Sends and reads; `request` is the caller's own, whose personal values are kept out of errors. */
export type Exchange = <Schema extends z.ZodType>(
  http: HttpRequest,
  answerSchema: Schema,
  request: unknown,
) => Promise<z.output<Schema>>;

/** Makes the exchange over HTTP. */
export function createExchange(options: ClientOptions): Exchange {
  const sendOnce = createSendOnce(options);
  return async (http, answerSchema, request) => {
    const startedMs = performance.now();
    let answer: HttpAnswer | null = null;
    try {
      answer = await sendOnce(http);
    } finally {
      tellObserver(options, http, answer, performance.now() - startedMs);
    }
    const cleanText = createCleanText([options.token, ...personalValues(request)]);
    return readAnswer({ call: http.call, answer, cleanText }, answerSchema);
  };
}

function tellObserver(
  { onAnswer }: ClientOptions,
  { call }: HttpRequest,
  answer: HttpAnswer | null,
  durationMs: number,
): void {
  try {
    onAnswer?.({
      call,
      httpStatus: answer?.status ?? null,
      durationMs,
      rateLimitRemaining: countFrom(answer, 'x-ratelimit-remaining'),
      rateLimitLimit: countFrom(answer, 'x-ratelimit-limit'),
    });
  } catch {
    // An observer that fails must not turn an executed command into an error.
  }
}

function countFrom(answer: HttpAnswer | null, header: string): number | null {
  const text = answer?.headers[header]?.trim() ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
