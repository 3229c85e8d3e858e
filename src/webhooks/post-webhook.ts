/**
 * Posts one webhook, once: no redirect is followed, no proxy is asked, and the answer's body means nothing. What is told of
 * a failure holds neither the URL nor an address.
 */
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { guardedLookup, PrivateAddressError, refusePrivateLiteral } from './guarded-lookup';

const BODY_LIMIT_BYTES = 64 * 1024;

/** One request. `signal` ends it early, as when the process stops. */
export interface WebhookRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  allowsPrivateNetwork: boolean;
  signal: AbortSignal;
}

/** Why an attempt failed; stable once published. `stopped`: it was ended because the process stops, and counts as none. */
export const WEBHOOK_FAULTS = [
  'answered_error',
  'redirected',
  'timed_out',
  'connection_failed',
  'name_not_found',
  'tls_failed',
  'private_address_refused',
  'stopped',
] as const;

/** One of the reasons. */
export type WebhookFault = (typeof WEBHOOK_FAULTS)[number];

/** What became of it: any status of 200 to 299 is taken. */
export interface WebhookAnswer {
  status: number | null;
  fault: WebhookFault | null;
  /** As the receiver asks for; null when it does not. */
  retryAfterMs: number | null;
}

/** Never throws: what fails is an answer too. */
export async function postWebhook(request: WebhookRequest): Promise<WebhookAnswer> {
  const timeout = AbortSignal.timeout(request.timeoutMs);
  try {
    const { status, retryAfter } = await send(request, AbortSignal.any([timeout, request.signal]));
    return { status, fault: faultOfStatus(status), retryAfterMs: retryAfterMs(retryAfter) };
  } catch (error) {
    return { status: null, fault: faultOf(error, request.signal, timeout), retryAfterMs: null };
  }
}

function send(
  { url, headers, body, allowsPrivateNetwork }: WebhookRequest,
  signal: AbortSignal,
): Promise<{ status: number; retryAfter: string | undefined }> {
  const target = new URL(url);
  if (!allowsPrivateNetwork) refusePrivateLiteral(target.hostname);
  return new Promise((resolve, reject) => {
    const sent = (target.protocol === 'https:' ? requestTls : requestPlain)(
      {
        ...urlToHttpOptions(target),
        method: 'POST',
        // No connection is kept: each delivery looks the host up anew.
        agent: false,
        ...(!allowsPrivateNetwork && { lookup: guardedLookup() }),
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'holdfast-webhooks',
        },
        signal,
      },
      (response) => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
        passOver(response);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The status is all there is to know. A short body is let through, so that the receiver sees a proper end. */
function passOver(response: IncomingMessage): void {
  let bytes = 0;
  response.on('error', () => undefined);
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > BODY_LIMIT_BYTES) response.destroy();
  });
}

function faultOfStatus(status: number): WebhookFault | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'redirected' : 'answered_error';
}

function faultOf(error: unknown, stopping: AbortSignal, timeout: AbortSignal): WebhookFault {
  if (error instanceof PrivateAddressError) return error.code;
  if (stopping.aborted) return 'stopped';
  if (timeout.aborted) return 'timed_out';
  const code = String((error as { code?: unknown } | null)?.code);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name_not_found';
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_/.test(code) ? 'tls_failed' : 'connection_failed';
}

/** In whole seconds, as most receivers write it; a date is not read. */
function retryAfterMs(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : null;
}
