/** `holdfast resolve ORDER OPERATION OUTCOME` */
import { Argument, type Command } from 'commander';
import { withHelp } from '../help-text';
import { sendCommand } from '../order-command';
import { type CommandContext, type ServerOptions, withCommandOptions } from '../server-options';

interface ResolveOptions extends ServerOptions {
  evidence: string;
  key?: string;
}

/** Adds the command. */
export function addResolve(program: Command, context: CommandContext): void {
  const command = program
    .command('resolve')
    .summary('say what became of an operation whose outcome is unknown')
    .description(
      "Says what became of an operation whose outcome is unknown. Nothing is sent for it; your word is compared with Front Payment's books once more before it counts.",
    )
    .argument('<order>', 'the order id')
    .argument('<operation>', 'the operation id; `holdfast attention` names it')
    .addArgument(new Argument('<outcome>', 'whether Front Payment did it').choices(['executed', 'refused']))
    .requiredOption('--evidence <text>', 'what you saw, and who; kept on the timeline for good');
  withHelp(command, {
    notes: [
      '`holdfast attention` shows what either answer will do. If you are not sure, wait: the books are read every hour.',
      'For a submit that was executed, name its RES… in the evidence; for a capture or charge, its CAP… or CHA… if you saw one.',
    ],
    examples: [
      'holdfast resolve booking-1042 k-0123456789abcdef0123 executed --evidence "CAP123234 in the dashboard, seen by Ola"',
      'holdfast resolve booking-1042 k-0123456789abcdef0123 refused --evidence "Not in the dashboard, support says so too, Ola"',
    ],
  });
  withCommandOptions(command).action(
    (orderId: string, operationId: string, outcome: string, options: ResolveOptions) => {
      const body = { operationId, outcome, evidence: options.evidence };
      return sendCommand({ orderId, name: 'resolve', body, options }, context);
    },
  );
}
