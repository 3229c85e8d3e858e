/** The command line as a whole: which commands there are, and what all of them do alike. */
import { Command } from 'commander';
import { packageVersion } from '../start/package-version';
import { addCancel } from './commands/cancel';
import { addCapture } from './commands/capture';
import { addCharge } from './commands/charge';
import { addComplete } from './commands/complete';
import { addDemo } from './commands/demo';
import { addPlace } from './commands/place';
import { addRefund } from './commands/refund';
import { addResend } from './commands/resend';
import { addSandbox } from './commands/sandbox';
import { addShow } from './commands/show';
import { addStart } from './commands/start';
import { EXIT_CODES } from './exit-codes';
import type { CommandContext } from './order-command';
import { bold } from './terminal';

const ADDERS = [
  addStart,
  addSandbox,
  addDemo,
  addPlace,
  addShow,
  addCapture,
  addCharge,
  addRefund,
  addCancel,
  addComplete,
  addResend,
];

/** The program; parsing throws commander's errors and never ends the process. */
export function createProgram(context: CommandContext): Command {
  const { terminal } = context;
  const program = new Command('holdfast')
    .description('Card reservations at Front Payment: captured once and in time, or released.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .showHelpAfterError('(add --help for what there is)')
    .configureHelp({ styleTitle: (title) => bold(terminal, title) })
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
      getOutHasColors: () => terminal.hasColor,
      getErrHasColors: () => terminal.hasColor,
    })
    .exitOverride()
    .addHelpText('after', `\nExit codes:\n${exitCodeLines()}`);
  for (const add of ADDERS) add(program, context);
  return program;
}

function exitCodeLines(): string {
  return Object.values(EXIT_CODES)
    .map(({ code, meaning }) => `  ${String(code).padStart(2)}  ${meaning}`)
    .join('\n');
}
