/**
 * The stub provider's own process, as light as it can be, so that what is measured is not it. Speaks Front Payment's wire
 * format below /api/v1/connect/reservations/, and is told by whoever began it below /control/.
 */
import http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { announce, type Change } from './announce';
import { answerCall, type ReceivedCall, type StubAnswer } from './answer-call';
import { CallLog } from './call-log';
import { CALLS, type ProcessSettings, type SeedHold } from './facts';
import { nowSeconds, Reservations, type StubReservation } from './reservations';
import { SlidingMinute } from './sliding-minute';

const API = '/api/v1/connect/reservations/';
const CONTROL = '/control/';

const settings = JSON.parse(process.argv[2] ?? '') as ProcessSettings;
const origin = `http://127.0.0.1:${settings.port}`;
const reservations = new Reservations(settings.seed);
const log = new CallLog();
const rate = settings.ratePerMinute === null ? null : new SlidingMinute(settings.ratePerMinute);

const server = http.createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`The stub provider failed: ${error}\n`);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
// A kept connection is never closed under its user: that would be a lost answer.
server.keepAliveTimeout = 0;
server.listen(settings.port, '127.0.0.1', () => process.stdout.write('The stub provider is ready.\n'));

async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const path = (request.url ?? '').split('?')[0] ?? '';
  const body = await bodyOf(request);
  if (path.startsWith(CONTROL)) return send(response, await control(path.slice(CONTROL.length), body));
  const [word, uuid = null] = path.startsWith(API) ? path.slice(API.length).split('/') : [];
  const call = CALLS.find((name) => name === word);
  if (call === undefined) return send(response, NOT_FOUND);
  const { given, headers } = execute({ call, uuid, body });
  if (settings.answerMs > 0) await delay(settings.answerMs);
  send(response, { ...envelope(given), headers });
  const { reservation } = given;
  if (reservation === null || given.status >= 300) return;
  if (call === 'capture' || call === 'charge') return tell(reservation, takenLast(reservation, call));
  if ((call !== 'submit' && call !== 'create') || settings.paysAfterMs === null) return;
  await delay(settings.paysAfterMs);
  await pay(reservation);
}

function takenLast({ captured, charged }: StubReservation, call: 'capture' | 'charge'): Change {
  const [status, taken] =
    call === 'capture' ? (['CAPTURED', captured] as const) : (['CHARGED', charged] as const);
  return { status, amount: taken.at(-1)?.amount ?? 0 };
}

/** Recorded and done at its arrival, whenever it is answered. */
function execute(received: ReceivedCall): { given: StubAnswer; headers: http.OutgoingHttpHeaders } {
  const { call, uuid } = received;
  const atMs = Date.now();
  const verdict = rate?.take(atMs) ?? null;
  const isRefused = verdict !== null && !verdict.isAllowed;
  const given = isRefused
    ? { status: 429, message: 'tooManyRequests', data: null, reservation: reservations.find(uuid ?? '') }
    : answerCall(reservations, received, origin);
  const { uuid: reservationUuid = null, referenceNo = null } = given.reservation ?? {};
  log.add({ call, reservationUuid, referenceNo, atMs, status: given.status });
  if (verdict === null) return { given, headers: {} };
  const { remaining, retryAfterS } = verdict;
  const headers: http.OutgoingHttpHeaders = {
    'x-ratelimit-limit': String(settings.ratePerMinute),
    'x-ratelimit-remaining': String(remaining),
  };
  return { given, headers: isRefused ? { ...headers, 'retry-after': String(retryAfterS) } : headers };
}

interface Told {
  status: number;
  body: unknown;
  headers?: http.OutgoingHttpHeaders;
}

const DONE: Told = { status: 200, body: {} };
const NOT_FOUND: Told = { status: 404, body: {} };

async function control(command: string, body: unknown): Promise<Told> {
  const [name, uuid = ''] = command.split('/');
  switch (name) {
    case 'stats':
      return { status: 200, body: log.stats() };
    case 'reset':
      reservations.clear();
      log.clear();
      return DONE;
    case 'holds':
      for (const hold of body as SeedHold[]) reservations.seed(hold);
      return DONE;
    case 'pay': {
      const reservation = reservations.find(uuid);
      if (reservation === null) return NOT_FOUND;
      await pay(reservation);
      return DONE;
    }
    default:
      return NOT_FOUND;
  }
}

/** The customer's part: the whole amount is held from now on. */
function pay(reservation: StubReservation): Promise<void> {
  reservation.reservedAt ??= nowSeconds();
  return tell(reservation, { status: 'RESERVED', amount: reservation.grandTotal });
}

async function tell(reservation: StubReservation, change: Change): Promise<void> {
  const result = await announce(reservation, change, settings.callbackSecret);
  if (result !== null) log.addCallback(result);
}

function envelope({ status, message, data }: StubAnswer): Told {
  const isRefusal = status >= 300;
  const tail = isRefusal ? { is_error: true, errors: null } : { is_data: data !== null, data };
  return {
    status,
    body: { status_code: status, status_message: isRefusal ? 'Error' : 'OK', message, ...tail },
  };
}

function send(response: http.ServerResponse, { status, body, headers = {} }: Told): void {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length, ...headers });
  response.end(text);
}

async function bodyOf(request: http.IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? null : JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
