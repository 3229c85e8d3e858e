/** The header `Last-Event-ID`: where a stream goes on that was cut off. */
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem';

/** The id in the header, null without one. @throws Problem when it is none that `isOurs` knows */
export function lastEventId(
  { headers }: Pick<FastifyRequest, 'headers'>,
  isOurs: (id: string) => boolean,
): string | null {
  const id = headers['last-event-id'];
  if (id === undefined || id === '') return null;
  if (typeof id === 'string' && isOurs(id)) return id;
  throw new Problem('invalid_query', 'Nothing was read. At fault: Last-Event-ID. Begin again without it.', {
    errors: [{ path: 'Last-Event-ID', message: 'must be the id of an event of this stream' }],
  });
}
