/** Sending a command on an order, and how its answer becomes words and an exit. */

import type { CommandAnswer } from './answers';
import { EXIT_CODES } from './exit-codes';
import type { Answer } from './request';
import { apiFor, type CommandContext, print, type ServerOptions } from './server-options';
import { operationText, reservationText } from './show-reservation';

/** Sends one of the six commands, or `resolve`, and tells how it ended. */
export async function sendCommand(
  command: { orderId: string; name: string; body: unknown; options: ServerOptions & { key?: string } },
  { terminal, exit }: CommandContext,
): Promise<void> {
  const { orderId, name, body, options } = command;
  const answer = await apiFor(options, terminal).command({ orderId, name, body, key: options.key });
  tellOperation(answer, { orderId, name, options }, { terminal });
  if (answer.status === 202) exit(EXIT_CODES.pending.code);
}

function tellOperation(
  { status, body }: Answer<CommandAnswer>,
  { orderId, name, options }: { orderId: string; name: string; options: ServerOptions },
  { terminal }: Pick<CommandContext, 'terminal'>,
): void {
  print({ terminal, options }, body, () => {
    const { operation, reservation } = body;
    return `${operationText(operation, reservation.currency)}\n${reservationText(reservation, terminal)}`;
  });
  if (status === 202 && !options.json) {
    const said =
      name === 'resolve'
        ? "Your word has not been compared with Front Payment's books yet, and they may contradict it. Look again whether the order still waits for a person:"
        : 'Its outcome is not known yet. Nothing more is needed; look again:';
    terminal.err(`${said} holdfast show ${orderId}`);
  }
}
