/** Sends one confirmed command and follows it until its outcome is known. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { sendCommand } from '../api/reservations';
import type { Operation } from '../api/types';
import { askAnew } from '../live/ask-anew';
import { LISTS, orderKey, reservationKey, SUMMARY } from '../live/query-keys';
import {
  type CommandOutcome,
  commandToSend,
  keptAfter,
  outcomeOfAnswer,
  outcomeOfError,
  type SentCommand,
} from './command-outcome';
import { type CommandTarget, outcomeByNow } from './follow-command';
import { useCountedWhile } from './unsettled-sendings';

const FOLLOW_MS = 2_000;

/** What became of the last sending, and what was sent; null before the first. */
interface Sending {
  outcome: CommandOutcome;
  sent: SentCommand | null;
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
  const [sending, setSending] = useState<Sending>({ outcome: { is: 'idle' }, sent: null });
  const kept = useRef<SentCommand | null>(null);
  const isSending = useRef(false);
  useCountedWhile(sending.outcome.is === 'sending' || sending.outcome.is === 'uncertain');

  const send = async (body: unknown): Promise<void> => {
    if (isSending.current) return;
    isSending.current = true;
    const wasUncertain = kept.current !== null;
    const sent = commandToSend(kept.current, body, () => crypto.randomUUID());
    kept.current = sent;
    setSending({ outcome: { is: 'sending' }, sent });
    const outcome = await sendCommand(target, sent).then(
      ({ status, body: answer }) => outcomeOfAnswer(status, answer, target.said),
      (error: unknown) => outcomeOfError(error, { wasUncertain }),
    );
    isSending.current = false;
    kept.current = keptAfter(sent, outcome.is);
    if (outcome.is === 'executed') onExecuted(outcome.answer.operation);
    if ('answer' in outcome) client.setQueryData(reservationKey(target.orderId), outcome.answer.reservation);
    setSending({ outcome, sent });
    void askAnew(client, orderKey(target.orderId), LISTS, SUMMARY);
  };

  return { outcome: useFollowed(target, sending, onExecuted), send };
}

/** A pending one, asked after until it is settled; everything else as it is. */
function useFollowed(
  target: CommandTarget,
  { outcome, sent }: Sending,
  onExecuted: (operation: Operation) => void,
): CommandOutcome {
  const pending =
    outcome.is === 'pending' && sent !== null
      ? { sent, operationId: outcome.answer.operation.operationId }
      : null;
  const { data } = useQuery({
    queryKey: [...orderKey(target.orderId), 'operation', pending?.operationId, pending?.sent.key],
    queryFn: ({ signal }) => (pending === null ? outcome : outcomeByNow(target, pending, signal)),
    enabled: pending !== null,
    // What is settled is asked after no more.
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.is === 'pending' ? FOLLOW_MS : false,
    retry: false,
  });
  const followed = pending !== null && data !== undefined ? data : outcome;
  const executed = pending !== null && followed.is === 'executed' ? followed.answer.operation : null;
  const tell = useEffectEvent(onExecuted);
  useEffect(() => {
    if (executed !== null) tell(executed);
  }, [executed]);
  return followed;
}
