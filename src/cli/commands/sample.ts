/** `holdfast sample` */
import { type Command, InvalidArgumentError } from 'commander';
import { readAmountMinor } from '../amounts';
import { withHelp } from '../help-text';
import { apiFor, type CommandContext, print, type ServerOptions, withServerOptions } from '../server-options';
import { reservationText } from '../show-reservation';

interface SampleOptions extends ServerOptions {
  amountMinor?: number;
  policy?: unknown;
}

/** Adds the command. */
export function addSample(program: Command, { terminal }: CommandContext): void {
  const command = program
    .command('sample')
    .summary('place a sample order (sandbox)')
    .description('Places an order with an invented customer, to try things with. Only on the sandbox.')
    .option('--amount-minor <minor>', 'its total, in minor units', readAmountMinor)
    .option('--policy <json>', 'its policy as JSON, as POST /v1/reservations takes it', readJson);
  withHelp(command, {
    examples: [
      'holdfast sample',
      'holdfast sample --amount-minor 50000 --policy \'{"capture": "manual"}\'',
      'holdfast sample --json | jq -r .orderId | xargs holdfast trigger paid',
    ],
  });
  withServerOptions(command).action(async ({ amountMinor, policy, ...options }: SampleOptions) => {
    const placed = await apiFor(options, terminal).sandbox.placeSample({ amountMinor, policy });
    print({ terminal, options }, placed, () => reservationText(placed, terminal));
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError('Give JSON, such as \'{"capture": "manual"}\'.');
  }
}
