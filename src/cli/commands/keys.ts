/** `holdfast keys generate|rotate|check` */
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { loadEnvFile } from '../../config/load-env-file';
import { readSettings } from '../../config/read-settings';
import type { Settings } from '../../config/settings';
import { newKeyPair, rotationTo } from '../../encryption/new-key';
import type { KeysInUse } from '../../start/keys-in-use';
import { CliError } from '../cli-error';
import { readCount } from '../counts';
import { EXIT_CODES } from '../exit-codes';
import { withHelp } from '../help-text';
import { withProgress } from '../progress';
import { type CommandContext, print } from '../server-options';
import { type KeyReport, keyReportText, lacksKey, resealText, rotationText } from '../show-keys';
import type { Terminal } from '../terminal';

interface RotateOptions {
  id?: string;
  reseal?: true;
  limit: number;
  json?: true;
}

/** Rows of the record that one command seals anew, unless told otherwise: minutes. */
const RESEAL_LIMIT = 100_000;

/** Adds the group with its commands. */
export function addKeys(program: Command, context: CommandContext): void {
  const group = program
    .command('keys')
    .helpCommand(false)
    .summary('encryption keys: a new one, changing them, what is still under an old one')
    .description('Makes encryption keys, leads from one to the next, and tells what is still under which.');
  addGenerate(group, context);
  addRotate(group, context);
  addCheck(group, context);
}

function addGenerate(group: Command, { terminal }: CommandContext): void {
  const command = group
    .command('generate')
    .summary('print a new key')
    .description('Prints a new key as a keyId:base64 pair for HOLDFAST_ENCRYPTION_KEYS. It is kept nowhere.')
    .option('--id <id>', 'the key’s id (default: the day and four digits of chance)', keyId);
  withHelp(command, { examples: ['holdfast keys generate', 'holdfast keys generate --id 2026-11'] });
  command.action(({ id }: { id?: string }) => {
    terminal.out(newKeyPair({ ...(id !== undefined && { id }), now: new Date() }));
  });
}

function addRotate(group: Command, { terminal, exit }: CommandContext): void {
  const command = group
    .command('rotate')
    .summary('a new first key, step by step; with --reseal the record goes under it')
    .description(
      'Prints the two values that HOLDFAST_ENCRYPTION_KEYS takes on the way to a new first key, and what to do in which\n' +
        'order. With --reseal it seals the rows of the record anew under the key that is the first now.',
    )
    .option('--id <id>', 'the new key’s id (default: the day and four digits of chance)', keyId)
    .option('--reseal', 'seal the record’s rows under the present first key; prints no key')
    .option(
      '--limit <rows>',
      'with --reseal: at most so many rows; the next call goes on',
      readCount,
      RESEAL_LIMIT,
    )
    .option(
      '--json',
      'print {keyId, decrypting, encrypting}, with --reseal {keyId, resealed, isWhole, unopened}',
    );
  withHelp(command, {
    notes: [
      'What it prints is secret: it is made for the place where your settings are kept, not for a log.',
      'Reads HOLDFAST_ENCRYPTION_KEYS, and with --reseal RECORDS_URL, as the server does. --reseal may run beside servers and workers, be broken off, and be repeated.',
    ],
    examples: [
      'holdfast keys rotate',
      'holdfast keys rotate --reseal --limit 1000',
      'holdfast keys rotate --reseal --json',
    ],
  });
  command.action(async (options: RotateOptions) => {
    const { id, reseal } = options;
    const settings = settingsIn(terminal);
    const [first, ...others] = settings.encryptionKeys;
    if (first === undefined) {
      throw new CliError(
        'usage',
        'HOLDFAST_ENCRYPTION_KEYS is not set, so there is no key to go on from. Nothing was done. ' +
          'Set the pair that `holdfast keys generate` prints, or what the servers have set.',
      );
    }
    if (reseal) return exit(await resealed(settings, { keys: [first, ...others], options, terminal }));
    const pair = newKeyPair({ ...(id !== undefined && { id }), now: new Date() });
    if (settings.encryptionKeys.some((key) => pair.startsWith(`${key.id}:`)))
      throw new CliError('usage', 'A key of this id is there already. Nothing was made. Give another --id.');
    const rotation = rotationTo(pair, settings.encryptionKeys);
    const [keyId] = pair.split(':');
    print({ terminal, options }, { keyId, ...rotation }, () => rotationText(rotation));
  });
}

async function resealed(
  settings: Settings,
  parts: { keys: [Settings['encryptionKeys'][number], ...Settings['encryptionKeys']] } & {
    options: RotateOptions;
    terminal: Terminal;
  },
): Promise<number> {
  const { keys, options, terminal } = parts;
  const { resealRecord } = await import('../../start/keys-in-use.js');
  const done = await withProgress(terminal, 'Sealing the record anew', () =>
    resealRecord(settings, keys, options.limit),
  );
  const unopened = [...done.unopened].map(([why, rows]) => ({ rows, why }));
  const report = { keyId: keys[0].id, resealed: done.resealed, isWhole: done.isWhole, unopened };
  print({ terminal, options }, report, () => resealText(report));
  for (const { rows, why } of unopened) terminal.err(`${rows} rows were left as they are. ${why}`);
  return unopened.length === 0 ? EXIT_CODES.done.code : EXIT_CODES.failed.code;
}

function addCheck(group: Command, { terminal, exit }: CommandContext): void {
  const command = group
    .command('check')
    .summary('what is under which key: whether an old one may go')
    .description(
      'Counts the open workflows, Schedules, ended orders and webhooks under each key, by reading the engine and the record\n' +
        'that the settings name. Exits with 1 when something is under a key that is not among HOLDFAST_ENCRYPTION_KEYS.',
    )
    .option('--json', 'print the counts as JSON');
  withHelp(command, {
    notes: [
      'It reads the history of every open workflow: thousands take minutes. The embedded engine is there while `holdfast start` runs.',
      'Ended workflows are not counted: under a key that is gone only Temporal’s own UI and CLI cannot show them, until the namespace’s retention is over.',
    ],
    examples: ['holdfast keys check', 'holdfast keys check --json'],
  });
  command.action(async ({ json }: { json?: true }) => {
    const settings = settingsIn(terminal);
    const { keysInUse } = await import('../../start/keys-in-use.js');
    const used = await keysInUse(settings, (read) => terminal.err(`${read} workflows read …`));
    const report = reportOf(settings, used);
    terminal.out(json ? JSON.stringify(report, null, 2) : keyReportText(report));
    exit(lacksKey(report) ? EXIT_CODES.failed.code : EXIT_CODES.done.code);
  });
}

function reportOf({ encryptionKeys }: Settings, used: KeysInUse): KeyReport {
  const { workflows, schedules, orders, webhooks, read } = used;
  const keyIds = encryptionKeys.map(({ id }) => id);
  const found = new Set([workflows, schedules, orders, webhooks].flatMap((counts) => [...counts.keys()]));
  const inOrder = [...keyIds, ...[...found].filter((id) => id !== null && !keyIds.includes(id)), null];
  return {
    encrypts: keyIds[0] ?? null,
    keyIds,
    workflowsRead: read,
    uses: inOrder
      .filter((keyId) => found.has(keyId))
      .map((keyId) => ({
        keyId,
        isKnown: keyId === null || keyIds.includes(keyId),
        workflows: workflows.get(keyId) ?? 0,
        schedules: schedules.get(keyId) ?? 0,
        orders: orders.get(keyId) ?? 0,
        webhooks: webhooks.get(keyId) ?? 0,
      })),
  };
}

function settingsIn({ env, cwd }: Pick<Terminal, 'env' | 'cwd'>): Settings {
  return readSettings(loadEnvFile(join(cwd, '.env'), env));
}

function keyId(text: string): string {
  if (/^[A-Za-z\d._-]{1,64}$/.test(text)) return text;
  throw new InvalidArgumentError('It is 1 to 64 of letters, digits and . _ -');
}
