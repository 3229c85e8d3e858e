/** Sends one confirmed command and follows it until its outcome is known. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { readOperation, sendCommand } from '../api/reservations';
import type { CommandAnswer, CommandKind } from '../api/types';
import { askAnew } from '../live/ask-anew';
import { LISTS, orderKey, reservationKey, SUMMARY } from '../live/query-keys';
import {
  type CommandOutcome,
  type NamedCommand,
  nameCommand,
  outcomeOfAnswer,
  outcomeOfError,
} from './command-outcome';

const FOLLOW_MS = 2_000;

/** `send` may be called again after `uncertain`: the key stays the same, so that nothing is done twice. */
export function useCommand(target: { orderId: string; kind: CommandKind | 'resolve' }): {
  outcome: CommandOutcome;
  send: (body: unknown) => Promise<CommandOutcome>;
} {
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<CommandOutcome>({ is: 'idle' });
  const named = useRef<NamedCommand | null>(null);

  const keep = (answer: CommandAnswer): void => {
    client.setQueryData(reservationKey(target.orderId), answer.reservation);
  };

  const send = async (body: unknown): Promise<CommandOutcome> => {
    named.current = nameCommand(named.current, body, () => crypto.randomUUID());
    setOutcome({ is: 'sending' });
    const next = await sendCommand(target, { body, key: named.current.key }).then(
      ({ status, body: answer }) => outcomeOfAnswer(status, answer),
      outcomeOfError,
    );
    if (next.is !== 'uncertain') named.current = null;
    if (next.is === 'executed' || next.is === 'pending') keep(next.answer);
    setOutcome(next);
    void askAnew(client, orderKey(target.orderId), LISTS, SUMMARY);
    return next;
  };

  return { outcome: useFollowed(target.orderId, outcome), send };
}

/** A pending operation, asked after until it is settled; everything else as it is. */
function useFollowed(orderId: string, outcome: CommandOutcome): CommandOutcome {
  const pending = outcome.is === 'pending' ? outcome.answer.operation.operationId : null;
  const { data } = useQuery({
    queryKey: [...orderKey(orderId), 'operation', pending],
    queryFn: ({ signal }) => readOperation(orderId, pending ?? '', signal),
    enabled: pending !== null,
    refetchInterval: FOLLOW_MS,
    retry: false,
  });
  if (pending === null || data === undefined) return outcome;
  return { is: data.operation.status === 'executed' ? 'executed' : 'pending', answer: data };
}
