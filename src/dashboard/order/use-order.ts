/** One order with everything its screen shows: three answers, each kept under the order's name. */
import { useQuery } from '@tanstack/react-query';
import { readReservation, readSheet, readStory } from '../api/reservations';
import { orderKey, reservationKey } from '../live/query-keys';

/** The reservation, its sheet and its story. */
export function useOrder(orderId: string) {
  const reservation = useQuery({
    queryKey: reservationKey(orderId),
    queryFn: ({ signal }) => readReservation(orderId, signal),
  });
  const isThere = reservation.data !== undefined;
  const sheet = useQuery({
    queryKey: [...orderKey(orderId), 'sheet'],
    queryFn: ({ signal }) => readSheet(orderId, signal),
    enabled: isThere,
  });
  const story = useQuery({
    queryKey: [...orderKey(orderId), 'story'],
    queryFn: ({ signal }) => readStory(orderId, signal),
    enabled: isThere,
  });
  return { reservation, sheet, story };
}
