/** `holdfast listen` */
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Change } from '../answers';
import type { Api } from '../api';
import { CliError } from '../cli-error';
import { withHelp } from '../help-text';
import { createNewDeliveries } from '../new-deliveries';
import { createNewEvents } from '../new-events';
import { apiFor, type CommandContext, type ServerOptions, withServerOptions } from '../server-options';
import { deliveryLine } from '../show-deliveries';
import { eventLine } from '../show-events';
import { followStream } from '../stream';
import { tellBreaks } from '../tell-breaks';

const AGAIN_MS = 1000;

/** Adds the command. */
export function addListen(program: Command, context: CommandContext): void {
  const command = program
    .command('listen')
    .summary('print what happens to all orders, callbacks and webhooks, as it comes')
    .description(
      'Prints what happens to all orders as it comes, callbacks and webhooks among it, until Ctrl-C.',
    );
  withHelp(command, {
    notes: [
      'After a lost connection it goes on where it broke off. Of webhooks it follows the newest 200.',
      'With `--json` each line is one event, as {kind: "event", orderId, event}, or one webhook, as {kind: "webhook", delivery}.',
    ],
    examples: ['holdfast listen', 'holdfast listen --json | jq --unbuffered .event.type'],
  });
  withServerOptions(command, 'print each as a line of JSON').action(async (options: ServerOptions) => {
    const api = apiFor(options, context.terminal);
    await listen({ api, options }, context);
  });
}

interface Listening {
  api: Api;
  options: ServerOptions;
  signal: AbortSignal;
}

async function listen(
  { api, options }: Omit<Listening, 'signal'>,
  { terminal }: CommandContext,
): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([terminal.untilStopped(), failed.signal]);
  const { asOf } = await api.summary();
  terminal.err(`Listening at ${api.access.url}. Ctrl-C ends it.`);
  const listening = { api, options, signal };
  const both = [tellEvents(listening, asOf, terminal), tellDeliveries(listening, terminal)];
  // The first that fails ends the other too; both have ended before anything is said of it.
  for (const one of both) one.catch(() => failed.abort());
  const ends = await Promise.allSettled(both);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function tellEvents(
  { api, options, signal }: Listening,
  since: string,
  terminal: CommandContext['terminal'],
): Promise<void> {
  const newEvents = createNewEvents(api, since);
  // From the beginning, and not from the first event: a break before it would leave out what happened meanwhile.
  const changes = followStream({
    access: api.access,
    path: '/v1/changes',
    signal,
    lastEventId: since,
    ...tellBreaks(terminal),
  });
  for await (const { event, data } of changes) {
    if (event === 'begin-again')
      terminal.err('The connection was lost for too long: what happened meanwhile may be left out here.');
    if (event !== 'changed') continue;
    const change = JSON.parse(data) as Change;
    const { orderId } = change;
    const story = await patiently(() => newEvents(change), signal).catch((error: unknown) => {
      if (!(error instanceof CliError) || error.reason === 'notAllowed') throw error;
      terminal.err(`${orderId} has changed and could not be read: ${error.message}`);
      return null;
    });
    for (const item of story?.items ?? []) {
      const line = { currency: story?.currency ?? '', terminal, orderId };
      terminal.out(
        options.json ? JSON.stringify({ kind: 'event', orderId, event: item }) : eventLine(item, line),
      );
    }
  }
}

/** A server that is away for a moment must not hide what has happened. */
async function patiently<T>(read: () => Promise<T>, signal: AbortSignal): Promise<T | null> {
  while (!signal.aborted) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof CliError) || error.reason !== 'unavailable') throw error;
    }
    await delay(AGAIN_MS, undefined, { signal }).catch(() => {
      // Stopped meanwhile, as the loop sees by the signal.
    });
  }
  return null;
}

async function tellDeliveries(
  { api, options, signal }: Listening,
  terminal: CommandContext['terminal'],
): Promise<void> {
  for await (const delivery of createNewDeliveries(api, signal)) {
    terminal.out(
      options.json ? JSON.stringify({ kind: 'webhook', delivery }) : deliveryLine(delivery, terminal),
    );
  }
}
