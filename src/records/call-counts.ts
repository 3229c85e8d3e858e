/**
 * How many calls each worker made to the provider in the last seconds, so that workers know of each other what they have
 * used of the merchant's budget. Gone after a minute; nothing is lost with it.
 */
import type { Store } from './store';
import type { Available } from './webhook-books';

/** Calls that began within one second, in seconds since 1970. */
export interface SecondOfCalls {
  second: number;
  calls: number;
}

/** The workers' counts. */
export interface CallCounts {
  /**
   * Leaves a worker's own counts there in place of its earlier ones of those seconds, drops what is from before `since`,
   * and tells what all others have left, second by second. @throws RecordsUnavailableError
   */
  exchange(own: {
    worker: string;
    counts: readonly SecondOfCalls[];
    since: number;
  }): Promise<SecondOfCalls[]>;
}

/** The room in a database. */
export function callCounts(store: Store, available: Available): CallCounts {
  return {
    exchange: ({ worker, counts, since }) =>
      available('written', () =>
        store.writing(async (connection) => {
          await connection.deleteFrom('holdfast_provider_calls').where('second', '<', since).execute();
          if (counts.length > 0)
            await connection
              .insertInto('holdfast_provider_calls')
              .values(counts.map(({ second, calls }) => ({ worker, second, calls })))
              .onConflict((conflict) =>
                conflict
                  .columns(['worker', 'second'])
                  .doUpdateSet(({ ref }) => ({ calls: ref('excluded.calls') })),
              )
              .execute();
          return connection
            .selectFrom('holdfast_provider_calls')
            .select(['second', 'calls'])
            .where('worker', '<>', worker)
            .where('second', '>=', since)
            .execute();
        }),
      ),
  };
}
