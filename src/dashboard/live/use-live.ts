/** Keeps everything on the page true while it is open: what the feed tells of is asked for anew. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { askAnew } from './ask-anew';
import { type Connection, followChanges } from './change-stream';
import { LISTS, orderKey, SESSION, SUMMARY } from './query-keys';
import { throttled } from './throttled';

/** How long the lists rest between two readings, however many orders change: a page is not left wrong for longer. */
const LISTS_REST = { leastMs: 1_000, mostMs: 3_000 };

/** Follows the feed while mounted; returns how the connection is. */
export function useLive(): Connection {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>('connecting');
  useEffect(() => {
    let wasLost = false;
    const lists = throttled(() => askAnew(client, LISTS, SUMMARY), LISTS_REST);
    const close = followChanges({
      onChange: ({ orderId }) => {
        void askAnew(client, orderKey(orderId));
        lists.run();
      },
      onConnection: (now) => {
        setConnection(now);
        // Nobody told what happened meanwhile.
        if (now === 'live' && wasLost) void askAnew(client, LISTS, SUMMARY, ['order'], SESSION);
        wasLost = now === 'lost';
      },
      onRefused: () => void askAnew(client, SESSION),
    });
    return () => {
      lists.cancel();
      close();
    };
  }, [client]);
  return connection;
}
