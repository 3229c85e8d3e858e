/** Sends one confirmed command and follows it until its outcome is known. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { readOperation, sendCommand } from '../api/reservations';
import type { CommandKind, Operation } from '../api/types';
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

/**
 * `send` may be called again after `uncertain`: the key stays the same, so that nothing is done twice. `onExecuted` is told
 * once, before anything on the page follows: what it changes may take the confirmation itself away.
 */
export function useCommand(
  target: { orderId: string; kind: CommandKind | 'resolve' },
  onExecuted: (operation: Operation) => void,
): {
  outcome: CommandOutcome;
  send: (body: unknown) => Promise<void>;
} {
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<CommandOutcome>({ is: 'idle' });
  const named = useRef<NamedCommand | null>(null);

  const send = async (body: unknown): Promise<void> => {
    named.current = nameCommand(named.current, body, () => crypto.randomUUID());
    setOutcome({ is: 'sending' });
    const next = await sendCommand(target, { body, key: named.current.key }).then(
      ({ status, body: answer }) => outcomeOfAnswer(status, answer),
      outcomeOfError,
    );
    if (next.is !== 'uncertain') named.current = null;
    if (next.is === 'executed') onExecuted(next.answer.operation);
    if (next.is === 'executed' || next.is === 'pending') {
      client.setQueryData(reservationKey(target.orderId), next.answer.reservation);
    }
    setOutcome(next);
    void askAnew(client, orderKey(target.orderId), LISTS, SUMMARY);
  };

  return { outcome: useFollowed(target.orderId, outcome, onExecuted), send };
}

/** A pending operation, asked after until it is settled; everything else as it is. */
function useFollowed(
  orderId: string,
  outcome: CommandOutcome,
  onExecuted: (operation: Operation) => void,
): CommandOutcome {
  const pending = outcome.is === 'pending' ? outcome.answer.operation.operationId : null;
  const { data } = useQuery({
    queryKey: [...orderKey(orderId), 'operation', pending],
    queryFn: ({ signal }) => readOperation(orderId, pending ?? '', signal),
    enabled: pending !== null,
    refetchInterval: FOLLOW_MS,
    retry: false,
  });
  const executed = pending !== null && data?.operation.status === 'executed' ? data.operation : null;
  const tell = useEffectEvent(onExecuted);
  useEffect(() => {
    if (executed !== null) tell(executed);
  }, [executed]);
  return pending === null || data === undefined ? outcome : { is: 'pending', answer: data };
}
