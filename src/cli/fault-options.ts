/** The options that describe a fault of the sandbox, and the fault they describe. The sandbox itself checks the whole. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { CliError } from './cli-error';

/** The fields of a fault, as the options are named. */
export interface FaultOptions {
  call?: string;
  kind?: string;
  when?: string;
  end?: string;
  callback?: string;
  status?: string;
  message?: string;
  times?: number;
  probability?: number;
  afterMs?: number;
  delayMs?: number;
  retryAfterS?: number;
  detailsLagMs?: number;
  historyLagMs?: number;
  reservation?: string;
  referenceNo?: string;
}

const CALLS = [
  'submit',
  'create',
  'details',
  'capture',
  'charge',
  'cancel',
  'complete',
  'resend',
  'refund',
  'history',
  'any',
];
const KINDS = [
  'reset',
  'timeout',
  '500',
  '510',
  'unreadable',
  'redirect',
  '429',
  '401',
  'refusal',
  'slow',
  'lie',
  'pending',
];
const FIELDS = [
  ...(['call', 'kind', 'when', 'end', 'message', 'afterMs', 'retryAfterS'] as const),
  ...(['callback', 'status', 'delayMs', 'detailsLagMs', 'historyLagMs'] as const),
  ...(['times', 'probability', 'referenceNo'] as const),
] satisfies (keyof FaultOptions)[];
const CALLBACKS = ['drop', 'double', 'delay', 'reorder', 'forge', 'misspell'];

/** Adds the options. */
export function withFaultOptions(command: Command): Command {
  return command
    .addOption(new Option('--call <call>', 'the call whose answer fails').choices(CALLS))
    .addOption(new Option('--kind <kind>', 'how it fails; pending is for refunds').choices(KINDS))
    .addOption(
      new Option('--when <when>', 'whether the call is done before it fails').choices(['before', 'after']),
    )
    .option('--message <key>', 'the refusal, for the kind refusal')
    .option('--after-ms <ms>', 'how late, for timeout, slow and pending', readWhole)
    .option('--retry-after-s <seconds>', 'what 429 says in Retry-After', readWhole)
    .addOption(new Option('--end <end>', 'what becomes of a pending refund').choices(['shown', 'rejected']))
    .addOption(new Option('--callback <fault>', 'what becomes of callbacks').choices(CALLBACKS))
    .addOption(
      new Option('--status <status>', 'only callbacks of this status').choices([
        'RESERVED',
        'CAPTURED',
        'CHARGED',
      ]),
    )
    .option('--delay-ms <ms>', 'how late callbacks come, for delay and reorder', readWhole)
    .option('--details-lag-ms <ms>', 'details show the state of so long ago', readWhole)
    .option('--history-lag-ms <ms>', 'history shows nothing younger', readWhole)
    .option('--times <n>', 'how often it strikes', readWhole)
    .option('--probability <p>', 'how likely it strikes, from 0 to 1', readProbability)
    .option('--reservation <uuid>', "only for this reservation's uuid")
    .option('--reference-no <text>', 'only for this reference number, which is the order id');
}

/** The fault of the options. @throws CliError when they describe none */
export function faultOf(options: FaultOptions): Record<string, unknown> {
  const isLag = options.detailsLagMs !== undefined || options.historyLagMs !== undefined;
  const subjects = [options.call !== undefined, options.callback !== undefined, isLag];
  if (subjects.filter(Boolean).length !== 1) {
    throw new CliError(
      'usage',
      'Say what is to fail by one of --call, --callback, or the lags (--details-lag-ms, --history-lag-ms). No fault was set.',
    );
  }
  const fields = FIELDS.map((name) => [name, options[name]] as const);
  const given = [...fields, ['reservationUuid', options.reservation] as const];
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function readWhole(text: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 0.');
}

function readProbability(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('Give a number from 0 to 1, such as 0.2.');
}
