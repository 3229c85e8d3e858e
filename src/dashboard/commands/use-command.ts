/** Sends one confirmed command and follows it until its outcome is known. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { readOperation, sendCommand } from '../api/reservations';
import type { CommandKind, Operation } from '../api/types';
import { askAnew } from '../live/ask-anew';
import { LISTS, orderKey, reservationKey, SUMMARY } from '../live/query-keys';
import {
  type CommandOutcome,
  commandToSend,
  keptAfter,
  outcomeOfAnswer,
  outcomeOfError,
  outcomeOfReading,
  type Said,
  type SentCommand,
} from './command-outcome';

const FOLLOW_MS = 2_000;

/** What a command is for; `said` is the word of a resolve. */
export interface CommandTarget {
  orderId: string;
  kind: CommandKind | 'resolve';
  said?: Said | undefined;
}

/**
 * `send` may be called again after `uncertain`: then it sends what it sent before, so that nothing is done twice.
 * `onExecuted` is told once, before anything on the page follows: what it changes may take the confirmation itself away.
 */
export function useCommand(
  target: CommandTarget,
  onExecuted: (operation: Operation) => void,
): {
  outcome: CommandOutcome;
  send: (body: unknown) => Promise<void>;
} {
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<CommandOutcome>({ is: 'idle' });
  const kept = useRef<SentCommand | null>(null);
  const isSending = useRef(false);

  const send = async (body: unknown): Promise<void> => {
    if (isSending.current) return;
    isSending.current = true;
    const wasUncertain = kept.current !== null;
    const command = commandToSend(kept.current, body, () => crypto.randomUUID());
    kept.current = command;
    setOutcome({ is: 'sending' });
    const next = await sendCommand(target, command).then(
      ({ status, body: answer }) => outcomeOfAnswer(status, answer, target.said),
      (error: unknown) => outcomeOfError(error, { wasUncertain }),
    );
    isSending.current = false;
    kept.current = keptAfter(command, next.is);
    if (next.is === 'executed') onExecuted(next.answer.operation);
    if ('answer' in next) client.setQueryData(reservationKey(target.orderId), next.answer.reservation);
    setOutcome(next);
    void askAnew(client, orderKey(target.orderId), LISTS, SUMMARY);
  };

  return { outcome: useFollowed(target, outcome, onExecuted), send };
}

/** A pending operation, asked after until it is settled; everything else as it is. */
function useFollowed(
  { orderId, said }: CommandTarget,
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
  const followed = pending !== null && data !== undefined ? outcomeOfReading(data, said) : outcome;
  const executed = pending !== null && followed.is === 'executed' ? followed.answer.operation : null;
  const tell = useEffectEvent(onExecuted);
  useEffect(() => {
    if (executed !== null) tell(executed);
  }, [executed]);
  return followed;
}
