/** Captures many orders under one confirmation: each under a key of its own, a few at a time. */
import { useQueryClient } from '@tanstack/react-query';
import pLimit from 'p-limit';
import { useMemo, useState } from 'react';
import { sendCommand } from '../api/reservations';
import type { Reservation } from '../api/types';
import { type CommandOutcome, outcomeOfAnswer, outcomeOfError } from '../commands/command-outcome';
import { askAnew } from '../live/ask-anew';
import { LISTS, SUMMARY } from '../live/query-keys';

const AT_ONCE = 4;

/** The outcomes by order id; `send` again asks once more only where no answer came, under the same keys. */
export function useCaptureMany(orders: readonly Reservation[]): {
  outcomes: ReadonlyMap<string, CommandOutcome>;
  isSending: boolean;
  send: () => Promise<void>;
} {
  const client = useQueryClient();
  const keys = useMemo(() => new Map(orders.map(({ orderId }) => [orderId, crypto.randomUUID()])), [orders]);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, CommandOutcome>>(new Map());
  const [isSending, setSending] = useState(false);

  const note = (orderId: string, outcome: CommandOutcome): void =>
    setOutcomes((before) => new Map(before).set(orderId, outcome));

  const capture = async ({ orderId, amounts }: Reservation): Promise<void> => {
    note(orderId, { is: 'sending' });
    // The amount that was confirmed: whatever else is captured meanwhile, it never becomes more.
    const body = { amountMinor: amounts.runwayMinor };
    const command = { body, key: keys.get(orderId) ?? '' };
    const outcome = await sendCommand({ orderId, kind: 'capture' }, command).then(
      ({ status, body: answer }) => outcomeOfAnswer(status, answer),
      outcomeOfError,
    );
    note(orderId, outcome);
  };

  const send = async (): Promise<void> => {
    setSending(true);
    const limited = pLimit(AT_ONCE);
    const open = orders.filter(({ orderId }) => isOpen(outcomes.get(orderId)));
    await Promise.all(open.map((order) => limited(() => capture(order))));
    setSending(false);
    void askAnew(client, LISTS, SUMMARY, ['order']);
  };
  return { outcomes, isSending, send };
}

function isOpen(outcome: CommandOutcome | undefined): boolean {
  return outcome === undefined || outcome.is === 'uncertain';
}
