/** `holdfast faults set|list|clear` */
import { type Command, Option } from 'commander';
import { CliError } from '../cli-error';
import { type FaultOptions, faultOf, withFaultOptions } from '../fault-options';
import { withHelp } from '../help-text';
import { apiFor, type CommandContext, print, type ServerOptions, withServerOptions } from '../server-options';
import { listTable } from '../tables';

/** Adds the group with its commands. */
export function addFaults(program: Command, context: CommandContext): void {
  const group = program
    .command('faults')
    .helpCommand(false)
    .summary('have the sandbox fail on purpose')
    .description(
      'Has the sandbox fail on purpose: its answers, its readings, its callbacks. Only on the sandbox.',
    );
  addSet(group, context);
  addList(group, context);
  addClear(group, context);
}

function addSet(group: Command, { terminal }: CommandContext): void {
  const command = group
    .command('set')
    .summary('set a fault')
    .description("Sets a fault: on a call's answer, on refunds, on readings, or on callbacks.")
    .addOption(
      new Option('--order <order>', 'only for this order').conflicts(['reservation', 'referenceNo']),
    );
  withFaultOptions(command);
  withHelp(command, {
    notes: [
      'Faults strike until they are used up, cleared, or the sandbox is started anew. Without `--times` they are not used up.',
    ],
    examples: [
      'holdfast faults set --call capture --kind timeout --when after --times 1',
      'holdfast faults set --call refund --kind refusal --when before --message refundRejectionForWeeklyThresholdExceed',
      'holdfast faults set --call any --kind 500 --when before --probability 0.2',
      'holdfast faults set --callback drop --order booking-1042',
      'holdfast faults set --details-lag-ms 60000',
    ],
  });
  withServerOptions(command).action(async (options: FaultOptions & ServerOptions & { order?: string }) => {
    const { order, ...given } = options;
    const fault = faultOf(given);
    const api = apiFor(options, terminal);
    if (order !== undefined) {
      const { reservationUuid } = await api.show(order);
      if (reservationUuid === null) throw notPlacedYet(order);
      fault['reservationUuid'] = reservationUuid;
    }
    const set = await api.sandbox.setFault(fault);
    print({ terminal, options }, set, () => `Fault ${set.id} is set. To take it away: holdfast faults clear`);
  });
}

function addList(group: Command, { terminal }: CommandContext): void {
  const command = group
    .command('list')
    .summary('the faults that can still strike, and those used up')
    .description('Lists the faults that can still strike, and the last that have struck and are used up.');
  withHelp(command, { examples: ['holdfast faults list'] });
  withServerOptions(command).action(async (options: ServerOptions) => {
    const view = await apiFor(options, terminal).sandbox.view();
    const known = [...view.usedUp.map((fault) => ({ ...fault, left: 0 })), ...view.faults];
    if (known.length === 0 && !options.json) return terminal.err('No fault is set.');
    print({ terminal, options }, view, () => {
      const rows = known.map(({ id, fault, left }) => [`${id}`, fieldsText(fault), strikesText(left)]);
      return listTable(['Id', 'Fault', 'Strikes'], rows, [0]);
    });
  });
}

function addClear(group: Command, { terminal }: CommandContext): void {
  const command = group
    .command('clear')
    .summary('take all faults away')
    .description('Takes all faults away.');
  withHelp(command, { examples: ['holdfast faults clear'] });
  withServerOptions(command, 'print {cleared} as JSON').action(async (options: ServerOptions) => {
    await apiFor(options, terminal).sandbox.clearFaults();
    print({ terminal, options }, { cleared: true }, () => 'All faults are taken away.');
  });
}

function fieldsText(fault: Record<string, unknown>): string {
  return Object.entries(fault)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function strikesText(left: number | null): string {
  if (left === null) return 'always';
  return left === 0 ? 'has struck, used up' : `${left} more`;
}

function notPlacedYet(order: string): CliError {
  return new CliError(
    'refused',
    `${order} has no reservation at the provider yet, so no fault was set. Aim by --reference-no ${order} instead.`,
  );
}
