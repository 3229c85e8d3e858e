/** `holdfast resend ORDER` */
import { type Command, InvalidArgumentError } from 'commander';
import { withHelp } from '../help-text';
import { sendCommand } from '../order-command';
import { type CommandContext, type ServerOptions, withCommandOptions } from '../server-options';

interface Phone {
  countryCode: string;
  number: string;
}

interface ResendOptions extends ServerOptions {
  email?: string;
  phone?: Phone;
  key?: string;
}

/** Adds the command. */
export function addResend(program: Command, context: CommandContext): void {
  const command = program
    .command('resend')
    .summary('send the payment link once more')
    .description("Sends the payment link once more: to the order's own addresses unless others are given.")
    .argument('<order>', 'the order id')
    .option('--email <address>', 'send it to this address')
    .option('--phone <number>', 'send it to this number: country code, a space, the number', readPhone);
  withHelp(command, {
    examples: ['holdfast resend booking-1042', 'holdfast resend booking-1042 --phone "+47 46567468"'],
  });
  withCommandOptions(command).action((orderId: string, options: ResendOptions) => {
    const { email, phone } = options;
    return sendCommand({ orderId, name: 'resend', body: { email, phone }, options }, context);
  });
}

function readPhone(text: string): Phone {
  const [, countryCode, number] = /^(\+\d{1,4}) (\d[\d ]*)$/.exec(text.trim()) ?? [];
  if (countryCode === undefined || number === undefined) {
    throw new InvalidArgumentError('Give country code, a space and the number: "+47 46567468".');
  }
  return { countryCode, number: number.replaceAll(' ', '') };
}
