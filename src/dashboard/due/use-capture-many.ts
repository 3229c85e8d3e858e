/** Captures many orders under one confirmation: each under a key of its own, a few at a time. */
import { useQueryClient } from '@tanstack/react-query';
import pLimit from 'p-limit';
import { useRef, useState } from 'react';
import { sendCommand } from '../api/reservations';
import type { Reservation } from '../api/types';
import { type CommandOutcome, outcomeOfAnswer, outcomeOfError } from '../commands/command-outcome';
import { useCountedWhile } from '../commands/unsettled-sendings';
import { askAnew } from '../live/ask-anew';
import { LISTS, SUMMARY } from '../live/query-keys';
import { type ConfirmedCapture, commandsFor } from './commands-for';

const AT_ONCE = 4;

/**
 * `orders` are those given at first, once each; the outcomes go by order id. `send` again asks once more only where no
 * answer came, with the same bodies under the same keys.
 */
export function useCaptureMany(given: readonly Reservation[]): {
  orders: readonly Reservation[];
  outcomes: ReadonlyMap<string, CommandOutcome>;
  isSending: boolean;
  send: () => Promise<void>;
} {
  const client = useQueryClient();
  const [commands] = useState(() => commandsFor(given, () => crypto.randomUUID()));
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, CommandOutcome>>(new Map());
  const [isSending, setSending] = useState(false);
  const isBusy = useRef(false);
  useCountedWhile(isSending || [...outcomes.values()].some(({ is }) => is === 'uncertain'));

  const note = (orderId: string, outcome: CommandOutcome): void =>
    setOutcomes((before) => new Map(before).set(orderId, outcome));

  const capture = async ({ order: { orderId }, ...command }: ConfirmedCapture): Promise<void> => {
    const wasUncertain = outcomes.get(orderId)?.is === 'uncertain';
    note(orderId, { is: 'sending' });
    const outcome = await sendCommand({ orderId, kind: 'capture' }, command).then(
      ({ status, body: answer }) => outcomeOfAnswer(status, answer),
      (error: unknown) => outcomeOfError(error, { wasUncertain }),
    );
    note(orderId, outcome);
  };

  const send = async (): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    setSending(true);
    const limited = pLimit(AT_ONCE);
    const open = commands.filter(({ order }) => isOpen(outcomes.get(order.orderId)));
    await Promise.all(open.map((command) => limited(() => capture(command))));
    isBusy.current = false;
    setSending(false);
    void askAnew(client, LISTS, SUMMARY, ['order']);
  };
  return { orders: commands.map(({ order }) => order), outcomes, isSending, send };
}

function isOpen(outcome: CommandOutcome | undefined): boolean {
  return outcome === undefined || outcome.is === 'uncertain';
}
