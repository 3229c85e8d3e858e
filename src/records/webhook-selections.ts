/** The questions behind the books of webhooks that are more than a key: a page, what to replay, what is late. */
import type { Kysely } from 'kysely';
import type { RecordsDatabase } from './table';
import type { WebhookChoice, WebhookQuery } from './webhook-deliveries';

type Connection = Kysely<RecordsDatabase>;

/** The rows of one page, newest first. */
export function selectPage(connection: Connection, { state, orderId, limit, after }: WebhookQuery) {
  return connection
    .selectFrom('holdfast_webhook')
    .selectAll()
    .$if(state !== undefined, (select) => select.where('state', '=', state ?? 'pending'))
    .$if(orderId !== undefined, (select) => select.where('order_id', '=', orderId ?? ''))
    .$if(after !== undefined, (select) =>
      select.where((where) =>
        where(where.refTuple('created_at', 'id'), '<', where.tuple(after?.createdAt ?? '', after?.id ?? '')),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
}

/** What is to be delivered anew, the oldest first. */
export function selectChosen(
  connection: Connection,
  { orderId, eventId, parked }: WebhookChoice,
  limit: number,
) {
  return connection
    .selectFrom('holdfast_webhook')
    .select('id')
    .where('state', 'in', parked === true ? ['parked'] : ['parked', 'delivered'])
    .$if(orderId !== undefined, (select) => select.where('order_id', '=', orderId ?? ''))
    .$if(eventId !== undefined, (select) => select.where('event_id', '=', eventId ?? ''))
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit);
}

/** How many are in each state that is not the end, and since when the oldest of them is; by the index of states. */
export function selectBacklog(connection: Connection) {
  return connection
    .selectFrom('holdfast_webhook')
    .select(({ fn }) => ['state', fn.countAll().as('count'), fn.min('pending_since').as('since')])
    .where('state', 'in', ['pending', 'parked'])
    .groupBy('state');
}

/** Orders whose next webhook should have been tried before that instant, who waits longest first; what waits behind another is not late. */
export function selectOverdue(connection: Connection, before: string, limit: number) {
  return (
    connection
      .selectFrom('holdfast_webhook as webhook')
      .select('order_id')
      .where('state', '=', 'pending')
      // Who was tried before and has no next attempt is replayed: nobody knows of it yet.
      .where(({ eb, and, or }) =>
        or([
          eb('webhook.next_attempt_at', '<', before),
          and([
            eb('webhook.next_attempt_at', 'is', null),
            or([eb('webhook.attempts', '>', 0), eb('webhook.pending_since', '<', before)]),
          ]),
        ]),
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('holdfast_webhook as earlier')
              .select('earlier.id')
              .whereRef('earlier.order_id', '=', 'webhook.order_id')
              .whereRef('earlier.position', '<', 'webhook.position')
              .where('earlier.state', '=', 'pending'),
          ),
        ),
      )
      .orderBy('webhook.pending_since')
      .limit(limit)
  );
}
