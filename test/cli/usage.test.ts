/** What the program refuses before anything is sent, and the help it gives. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { main } from '../../src/cli/main';
import { fakeTerminal } from './fake-terminal';

// Nothing listens there: a command that is sent after all fails with another code.
const ACCESS = ['--url', 'http://127.0.0.1:9', '--api-key', 'a-key-of-this-test'];

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const terminal = fakeTerminal();
  const code = await main(args, terminal);
  return { code, stdout: terminal.stdout(), stderr: terminal.stderr() };
}

describe('holdfast', () => {
  it.each([
    ['an option that it does not know', ['capture', 'order-1', '--amount', '5'], "unknown option '--amount'"],
    ['a command that it does not know', ['captured'], "unknown command 'captured'"],
    ['a command without its order', ['show'], "missing required argument 'order'"],
    ['an argument too many', ['show', 'order-1', 'order-2'], 'too many arguments'],
    [
      'an amount beside lines',
      ['capture', 'o', '--amount-minor', '5', '--line', '0=5'],
      'cannot be used with option',
    ],
    ['an amount with decimals', ['capture', 'o', '--amount-minor', '150.00'], 'whole number of minor units'],
    [
      'an amount of nothing',
      ['refund', 'o', '--reference', 'CAP1', '--amount-minor', '0'],
      'whole number of minor units',
    ],
    [
      'an amount beyond safe integers',
      ['capture', 'o', '--amount-minor', '9007199254740993'],
      'whole number of minor units',
    ],
    ['a line without an amount', ['capture', 'o', '--line', '0'], '0=15000'],
    ['a charge line without tax', ['charge', 'o', '--line', 'Firewood=100'], 'Late checkout=50000@25'],
    ['a charge without lines', ['charge', 'o'], "required option '--line"],
    ['a refund without a reference', ['refund', 'o'], "required option '--reference"],
    ['a cancel without a note', ['cancel', 'o'], "required option '--note"],
    ['a phone number without country code', ['resend', 'o', '--phone', '46567468'], '+47 46567468'],
    ['a start with options', ['start', '--port', '9090'], "unknown option '--port'"],
    ['a state that there is not', ['list', '--state', 'paid'], 'Allowed choices are submitting'],
    ['CSV beside JSON', ['list', '--csv', '--json'], 'cannot be used with option'],
    ['a page beside all pages', ['list', '--all', '--limit', '5'], 'cannot be used with option'],
    ['a limit above what the server gives', ['list', '--limit', '201'], 'from 1 to 200'],
    ['an instant without a zone', ['list', '--capture-before', '2026-12-01'], 'with its zone'],
    ['a span that is none', ['due', '--within', '24h'], 'ISO 8601 duration'],
    [
      'an outcome that a person cannot know',
      ['resolve', 'o', 'op', 'unknown', '--evidence', 'x'],
      'executed, refused',
    ],
    ['a word without evidence', ['resolve', 'o', 'op', 'executed'], "required option '--evidence"],
    ['a clock that goes back', ['clock', 'advance', 'o', '-P1D'], "unknown option '-P1D'"],
    ['a customer who does something else', ['trigger', 'refunded', 'o'], 'paid, declined'],
    ['a fault on nothing', ['faults', 'set', '--times', '1'], '--callback'],
    ['a fault on two things', ['faults', 'set', '--call', 'capture', '--callback', 'drop'], '--callback'],
    ['a chance above one', ['faults', 'set', '--call', 'any', '--probability', '2'], 'from 0 to 1'],
    ['a policy that is not JSON', ['sample', '--policy', 'manual'], 'Give JSON'],
    ['a group without a command', ['webhooks'], 'Usage: holdfast webhooks'],
    ['a port that is none', ['sandbox', '--port', '70000'], 'from 0 to 65535'],
  ])('refuses %s, by name', async (_what, args, said) => {
    const needsServer = !['start', 'sandbox', 'captured', 'webhooks'].includes(args[0] ?? '');
    const { code, stderr } = await run(...args, ...(needsServer ? ACCESS : []));
    expect({ code, said: stderr.includes(said), stderr }).toEqual({ code: 2, said: true, stderr });
  });

  it('names the option that was probably meant', async () => {
    expect((await run('capture', 'o', '--amont-minor', '5')).stderr).toContain(
      'Did you mean --amount-minor?',
    );
  });

  it('refuses a URL that is none', async () => {
    const { code, stderr } = await run(
      'show',
      'o',
      '--url',
      'localhost:8080',
      '--api-key',
      'a-key-of-this-test',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('must begin with http:// or https://');
  });

  it('says where keys come from when it finds none', async () => {
    const terminal = fakeTerminal({ env: { HOLDFAST_DATA_DIR: join(tmpdir(), 'holdfast-never-started') } });
    expect(await main(['show', 'order-1'], terminal)).toBe(2);
    expect(terminal.stderr()).toContain('give --api-key or HOLDFAST_API_KEY');
  });

  it('names wrong settings with 78 when it needs them', async () => {
    const terminal = fakeTerminal({ env: { PORT: 'eighty' } });
    expect(await main(['show', 'order-1'], terminal)).toBe(78);
    expect(terminal.stderr()).toContain('PORT');
  });

  it.each([
    ...['start', 'demo', 'doctor', 'sandbox', 'summary', 'list', 'due', 'attention', 'show', 'sheet'],
    ...['customer', 'events', 'listen', 'place', 'capture', 'charge', 'refund', 'cancel', 'complete'],
    ...['resend', 'resolve', 'webhooks list', 'webhooks replay', 'sample', 'trigger', 'clock advance'],
    ...['faults set', 'faults list', 'faults clear', 'completion'],
  ])('gives help with an example for %s', async (command) => {
    const { code, stdout } = await run(...command.split(' '), '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`\\$ (.* )?holdfast ${command}`));
  });

  it('uses colour only where there is some', async () => {
    const coloured = fakeTerminal({ hasColor: true });
    await main(['--help'], coloured);
    const startOfColour = String.fromCharCode(27);
    expect(coloured.stdout()).toContain(startOfColour);
    expect((await run('--help')).stdout).not.toContain(startOfColour);
  });

  it('prints its version', async () => {
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
