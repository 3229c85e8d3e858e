/** `holdfast codec` */
import type { Command } from 'commander';
import { withHelp } from '../help-text';
import type { CommandContext } from '../server-options';

/** Adds the command. It takes no options: the settings are in the environment and in `.env`. */
export function addCodec(program: Command, { terminal, exit }: CommandContext): void {
  const command = program
    .command('codec')
    .summary('run the codec server: decrypts for Temporal’s UI and CLI')
    .description(
      'Runs the codec server alone: it decrypts for Temporal’s UI and CLI what the engine keeps encrypted, for who may.\n' +
        'HOLDFAST_ENCRYPTION_KEYS must be set, and CODEC_KEYS or an operator’s key; it needs neither engine nor record.',
    );
  withHelp(command, {
    notes: [
      'It listens on CODEC_HOST and CODEC_PORT, answers pages of CODEC_UI_ORIGIN only, and logs to stdout who had how much decrypted when, never what.',
      'SIGTERM (or Ctrl-C) drains it within SHUTDOWN_GRACE, and it exits with 0.',
    ],
    examples: ['holdfast codec', 'CODEC_UI_ORIGIN=http://127.0.0.1:8233 holdfast codec'],
  });
  command.action(async () => {
    const [{ runRole }, { startCodec }] = await Promise.all([
      import('../../start/run-role.js'),
      import('../../start/start-codec.js'),
    ]);
    exit(await runRole(terminal, { role: 'codec', start: startCodec }));
  });
}
