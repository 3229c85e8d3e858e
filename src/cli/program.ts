/** The command line as a whole: which commands there are, and what all of them do alike. */
import { Command } from 'commander';
import { createColors } from 'picocolors';
import { packageVersion } from '../start/package-version';
import { addAttention } from './commands/attention';
import { addBackup } from './commands/backup';
import { addCancel } from './commands/cancel';
import { addCapture } from './commands/capture';
import { addCharge } from './commands/charge';
import { addClock } from './commands/clock';
import { addCodec } from './commands/codec';
import { addComplete } from './commands/complete';
import { addCompletion } from './commands/completion';
import { addCustomer } from './commands/customer';
import { addDemo } from './commands/demo';
import { addDoctor } from './commands/doctor';
import { addDue } from './commands/due';
import { addEvents } from './commands/events';
import { addExport } from './commands/export';
import { addFaults } from './commands/faults';
import { addForget } from './commands/forget';
import { addKeys } from './commands/keys';
import { addList } from './commands/list';
import { addListen } from './commands/listen';
import { addPlace } from './commands/place';
import { addRefund } from './commands/refund';
import { addReplay } from './commands/replay';
import { addResend } from './commands/resend';
import { addResolve } from './commands/resolve';
import { addRestore } from './commands/restore';
import { addSample } from './commands/sample';
import { addSandbox } from './commands/sandbox';
import { addServer } from './commands/server';
import { addSetup } from './commands/setup';
import { addSheet } from './commands/sheet';
import { addShow } from './commands/show';
import { addStart } from './commands/start';
import { addSummary } from './commands/summary';
import { addTrigger } from './commands/trigger';
import { addWebhooks } from './commands/webhooks';
import { addWorker } from './commands/worker';
import { EXIT_CODES } from './exit-codes';
import type { CommandContext } from './server-options';

type Add = (program: Command, context: CommandContext) => void;

/** By what they are for, in the order of the help. */
const GROUPS: Record<string, readonly Add[]> = {
  'Running:': [
    addStart,
    addServer,
    addWorker,
    addCodec,
    addSetup,
    addReplay,
    addKeys,
    addDemo,
    addDoctor,
    addSandbox,
  ],
  'Looking:': [
    addSummary,
    addList,
    addDue,
    addAttention,
    addShow,
    addSheet,
    addCustomer,
    addEvents,
    addListen,
  ],
  'Commands on an order:': [
    addPlace,
    addCapture,
    addCharge,
    addRefund,
    addCancel,
    addComplete,
    addResend,
    addResolve,
  ],
  'Webhooks:': [addWebhooks],
  'Data:': [addExport, addForget, addBackup, addRestore],
  'Trying things on the sandbox:': [addSample, addTrigger, addClock, addFaults],
  'Besides:': [addCompletion],
};

/** The program; parsing throws commander's errors and never ends the process. */
export function createProgram(context: CommandContext): Command {
  const { terminal } = context;
  const { bold } = createColors(true);
  const program = new Command('holdfast')
    .description('Card reservations at Front Payment: captured once and in time, or released.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .showHelpAfterError('(add --help for what there is)')
    // Commander takes the colour out again where the terminal below has none.
    .configureHelp({ styleTitle: bold })
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
      getOutHasColors: () => terminal.hasColor,
      getErrHasColors: () => terminal.hasErrColor,
    })
    .exitOverride()
    .addHelpText('after', `\nExit codes:\n${exitCodeLines()}`);
  for (const [heading, adders] of Object.entries(GROUPS)) {
    program.commandsGroup(heading);
    for (const add of adders) add(program, context);
  }
  return program;
}

function exitCodeLines(): string {
  return Object.values(EXIT_CODES)
    .map(({ code, meaning }) => `  ${String(code).padStart(2)}  ${meaning}`)
    .join('\n');
}
