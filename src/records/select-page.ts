/** The questions behind a page of records (filters, order, and the place after which it begins: keyset, not offset) and behind their counts. */
import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { checkQuery } from './order-record';
import { type EndedOrderRow, NO_CAPTURE_BY, type RecordsDatabase } from './table';

type Selection = SelectQueryBuilder<RecordsDatabase, 'holdfast_ended_order', EndedOrderRow>;
type Query = ReturnType<typeof checkQuery>;

// Sorts after every character that an id may be written with.
const LAST_CHARACTER = '\u{10ffff}';

/** The rows of one page. */
export function selectPage(database: Kysely<RecordsDatabase>, query: Query): Selection {
  const all = database.selectFrom('holdfast_ended_order').selectAll();
  return inOrder(filtered(all, query), query).limit(query.limit);
}

/** How many orders have ended in each state that one has ended in; answered by the index of states alone. */
export function selectStateCounts(database: Kysely<RecordsDatabase>) {
  return database
    .selectFrom('holdfast_ended_order')
    .select(({ fn }) => ['state', fn.countAll().as('count')])
    .groupBy('state');
}

function filtered(selection: Selection, query: Query): Selection {
  const { states, attention, captureBefore, withoutCaptureBy, prefix } = query;
  return selection
    .$if(states !== undefined, (select) => select.where('state', 'in', states ?? []))
    .$if(attention !== undefined, (select) => select.where('attention', '=', attention ? 1 : 0))
    .$if(captureBefore !== undefined, (select) => select.where('capture_by', '<', captureBefore ?? ''))
    .$if(withoutCaptureBy === true, (select) => select.where('capture_by', '=', NO_CAPTURE_BY))
    .$if(prefix !== undefined && prefix !== '', (select) => beginningWith(select, prefix ?? ''));
}

// A range instead of LIKE: it uses the index, needs no escaping, and minds upper and lower case in SQLite too.
function beginningWith(selection: Selection, prefix: string): Selection {
  const end = `${prefix}${LAST_CHARACTER}`;
  return selection.where((where) =>
    where.or([
      where.and([where('order_id', '>=', prefix), where('order_id', '<', end)]),
      where.and([where('reservation_uuid', '>=', prefix), where('reservation_uuid', '<', end)]),
    ]),
  );
}

function inOrder(selection: Selection, { sort, after }: Query): Selection {
  const column = sort === 'newest' ? 'created_at' : 'capture_by';
  const direction = sort === 'newest' ? 'desc' : 'asc';
  const ordered = selection.orderBy(column, direction).orderBy('order_id', direction);
  if (after === undefined) return ordered;
  return ordered.where((where) =>
    where(
      where.refTuple(column, 'order_id'),
      sort === 'newest' ? '<' : '>',
      where.tuple(after.key ?? NO_CAPTURE_BY, after.orderId),
    ),
  );
}
