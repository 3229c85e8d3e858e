// The pages where a customer pays: the payment link's and the session's. Plain forms, no script.
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Outcome } from '../acts/act';
import { decline, pay } from '../acts/pay';
import { noteOpened } from '../acts/place';
import { settle } from '../acts/settle';
import { nowOf } from '../clock';
import { payUrl } from '../control/views';
import type { Reservation } from '../reservation';
import type { World } from '../world';
import { type PressOutcome, pageModel } from './page-model';
import { STYLE } from './style';
import { renderCheckout, renderMissing, STYLE_PATH } from './templates';

/** A page's address: the link's is found by uuid, the session's by its token. */
interface Page {
  path: string;
  find(world: World, key: string): Reservation | undefined;
}

const PAGES: readonly Page[] = [
  { path: '/reservations/details/:key', find: (world, uuid) => world.reservations.get(uuid) },
  {
    path: '/payments/:key',
    find: (world, token) =>
      [...world.reservations.values()].find(({ paymentToken }) => paymentToken === token),
  },
];

/** Adds the pages and their style sheet. */
export function addCheckoutRoutes(app: FastifyInstance, world: World): void {
  app.get(STYLE_PATH, async (_request, reply) => {
    return reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=300').send(STYLE);
  });
  for (const { path, find } of PAGES) {
    app.get<{ Params: { key: string }; Querystring: { outcome?: string } }>(path, async (request, reply) => {
      const reservation = find(world, request.params.key);
      if (reservation === undefined) return sendPage(reply.status(404), renderMissing(), []);
      return show(world, reservation, {
        reply,
        outcome: outcomeFrom(request.query.outcome),
        path: pathOf(request.url),
      });
    });
    app.post<{ Params: { key: string } }>(path, async (request, reply) => {
      const reservation = find(world, request.params.key);
      if (reservation === undefined) return sendPage(reply.status(404), renderMissing(), []);
      const decision = new URLSearchParams(String(request.body ?? '')).get('decision');
      return reply.redirect(press(world, reservation, decision), 303);
    });
  }
}

function show(
  world: World,
  reservation: Reservation,
  { reply, outcome, path }: { reply: FastifyReply; outcome: PressOutcome; path: string },
): FastifyReply {
  world.together(() => {
    settle(world, reservation);
    noteOpened(world, reservation, nowOf(reservation));
  });
  const nowMs = nowOf(reservation);
  const model = pageModel(reservation, world.settings, { nowMs, outcome, action: path });
  return sendPage(reply, renderCheckout(model), returnOrigins(reservation));
}

/** Does what was pressed, and says where the browser goes: a session's own pages, or this one again. */
function press(world: World, reservation: Reservation, decision: string | null): string {
  const outcome = world.together((): Outcome => {
    settle(world, reservation);
    return decision === 'pay' ? pay(world, reservation) : decline(world, reservation);
  });
  const { success, failure } = reservation.order.callback;
  const isSession = reservation.paymentToken !== null;
  const isPaid = decision === 'pay' && outcome.kind === 'done';
  const isDeclined = !isPaid && (outcome.kind === 'done' || isRefusedAs(outcome, 'declined'));
  if (isSession && isPaid && success !== null) return success;
  if (isSession && isDeclined && failure !== null) return failure;
  if (!isDeclined) return payUrl(world, reservation);
  return `${payUrl(world, reservation)}?outcome=${decision === 'pay' ? 'declined-by-bank' : 'declined'}`;
}

/** A strict policy; browsers hold redirects after a form to `form-action`, so the session's own pages stand in it. */
function sendPage(reply: FastifyReply, html: string, formOrigins: readonly string[]): FastifyReply {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    'img-src data:',
    `form-action ${["'self'", ...formOrigins].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy.join('; '))
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-store')
    .send(html);
}

function returnOrigins({ order }: Reservation): string[] {
  const urls = [order.callback.success, order.callback.failure].filter((url) => url !== null);
  return [...new Set(urls.map((url) => new URL(url).origin))];
}

function isRefusedAs(outcome: Outcome, key: string): boolean {
  return outcome.kind === 'refused' && outcome.key === key;
}

function outcomeFrom(text: string | undefined): PressOutcome {
  return text === 'declined' || text === 'declined-by-bank' ? text : null;
}

function pathOf(url: string): string {
  return url.split('?')[0] ?? url;
}
