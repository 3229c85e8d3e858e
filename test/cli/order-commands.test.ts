/** The commands on orders against the real HTTP server, handed a client that answers as the test says. */
import { describe, expect, it } from '@jest/globals';
import { main } from '../../src/cli/main';
import {
  AnswerPendingError,
  CommandRefusedError,
  EngineUnavailableError,
  type Reservation,
  type ReservationsClient,
} from '../../src/client';
import { fakeReservations, sampleOperation, sampleReservation } from '../http/fake-reservations';
import { KEYS, runServer } from '../http/running-server';
import { sampleOrder } from '../orders/sample-order';
import { type FakeTerminal, fakeTerminal } from './fake-terminal';

interface Sent {
  command: string;
  orderId: string;
  body: unknown;
  operationId: string | undefined;
}

/** A client whose six commands are executed, and what it was sent. */
function executing(answer: Partial<Reservation> = {}): { reservations: ReservationsClient; sent: Sent[] } {
  const sent: Sent[] = [];
  const command =
    (name: string) => async (orderId: string, body: unknown, context?: { operationId?: string }) => {
      sent.push({ command: name, orderId, body, operationId: context?.operationId });
      return { operation: sampleOperation(), reservation: sampleReservation(answer) };
    };
  const names = ['capture', 'charge', 'refund', 'cancel', 'complete', 'resend'] as const;
  const commands = Object.fromEntries(names.map((name) => [name, command(name)]));
  return { reservations: fakeReservations(commands as Partial<ReservationsClient>), sent };
}

async function run(
  reservations: ReservationsClient,
  args: string[],
  terminal: FakeTerminal = fakeTerminal(),
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { url } = await runServer({ reservations });
  const code = await main([...args, '--url', `${url}/`, '--api-key', KEYS.operator], terminal);
  return { code, stdout: terminal.stdout(), stderr: terminal.stderr() };
}

describe('the commands on orders', () => {
  it.each([
    [['capture', 'order-1'], {}],
    [
      ['capture', 'order-1', '--amount-minor', '150000', '--note', 'First night'],
      { amountMinor: 150_000, note: 'First night' },
    ],
    [
      ['capture', 'order-1', '--line', '0=100', '--line', '2=50'],
      {
        lines: [
          { line: 0, amountMinor: 100 },
          { line: 2, amountMinor: 50 },
        ],
      },
    ],
    [
      ['charge', 'order-1', '--line', 'Tea = two=500@12.5'],
      { lines: [{ name: 'Tea = two', amountMinor: 500, taxPercent: 12.5 }] },
    ],
    [
      ['refund', 'order-1', '--reference', 'CAP1', '--amount-minor', '7'],
      { reference: 'CAP1', amountMinor: 7 },
    ],
    [['cancel', 'order-1', '--note', 'Called off'], { note: 'Called off' }],
    [['complete', 'order-1', '--note', 'Checked out'], { note: 'Checked out' }],
    [
      ['resend', 'order-1', '--email', 'a@example.com', '--phone', '+47 465 67 468'],
      { email: 'a@example.com', phone: { countryCode: '+47', number: '46567468' } },
    ],
  ])('%j sends its body', async (args, body) => {
    const { reservations, sent } = executing();
    expect((await run(reservations, args)).code).toBe(0);
    expect(sent).toMatchObject([{ command: args[0], orderId: 'order-1', body }]);
    expect(Object.keys(sent[0]?.body as object).sort()).toEqual(Object.keys(body).sort());
  });

  it('sends the same key as the same operation, and a new key each time without one', async () => {
    const { reservations, sent } = executing();
    await run(reservations, ['capture', 'order-1', '--key', 'monday']);
    await run(reservations, ['capture', 'order-1', '--key', 'monday']);
    await run(reservations, ['capture', 'order-1']);
    const [first, second, third] = sent.map(({ operationId }) => operationId);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it("shows amounts in the currency's own decimals", async () => {
    const { reservations } = executing({ currency: 'JPY' });
    const { stdout } = await run(reservations, ['capture', 'order-1']);
    expect(stdout).toContain('The capture of JPY 300,000 is executed, CAP123234.');
    const kroner = await run(executing().reservations, ['capture', 'order-1']);
    expect(kroner.stdout).toContain('NOK 3,000.00');
  });

  it('prints the answer as it came with --json, also when it is a problem', async () => {
    const shown = await run(fakeReservations({ reservation: async () => sampleReservation() }), [
      'show',
      'o',
      '--json',
    ]);
    expect(JSON.parse(shown.stdout)).toEqual(sampleReservation());
    const missing = await run(fakeReservations(), ['show', 'o', '--json']);
    expect(JSON.parse(missing.stdout)).toMatchObject({ code: 'order_not_found', status: 404 });
  });

  it('exits with 3 when the state refuses, naming the reason and what is allowed', async () => {
    const refuse = async () => {
      const detail = { state: 'completed', allowedActions: ['refund'] };
      throw new CommandRefusedError('already_completed', 'Nothing can be captured any more.', detail);
    };
    const { code, stderr } = await run(fakeReservations({ capture: refuse }), ['capture', 'order-1']);
    expect(code).toBe(3);
    expect(stderr).toContain('already_completed');
    expect(stderr).toContain('The order is completed; what is still allowed: refund.');
  });

  it('says the state once, and where to see what is left, when more was asked than can be captured', async () => {
    const refuse = async () => {
      const detail = { state: 'captured', allowedActions: ['capture'] };
      const said =
        'Refused: capture_exceeds_runway. The order is captured; this moment allows: capture. Nothing was sent.';
      throw new CommandRefusedError('capture_exceeds_runway', said, detail);
    };
    const { stderr } = await run(fakeReservations({ capture: refuse }), ['capture', 'order-1']);
    expect(stderr.match(/The order is captured/g)).toHaveLength(1);
    expect(stderr).toContain('Refused: capture_exceeds_runway. Nothing was sent.');
    expect(stderr).toContain('what is still allowed: capture.');
    expect(stderr).toContain('What is left to capture is the runway');
  });

  it('exits with 4 when there is no such order', async () => {
    expect(await run(fakeReservations(), ['show', 'order-1'])).toMatchObject({ code: 4 });
  });

  it('exits with 5 when the engine is away, and names the key to repeat the command with', async () => {
    const away = async () => {
      throw new EngineUnavailableError();
    };
    const { code, stderr } = await run(fakeReservations({ capture: away }), ['capture', 'order-1']);
    expect(code).toBe(5);
    expect(stderr).toMatch(/--key [0-9a-f-]{36}/);
  });

  it('exits with 5 when no server listens', async () => {
    const terminal = fakeTerminal();
    const access = ['--url', 'http://127.0.0.1:9', '--api-key', 'a-key-of-this-test'];
    expect(await main(['cancel', 'o', '--note', 'x', '--key', 'mine', ...access], terminal)).toBe(5);
    expect(terminal.stderr()).toContain('No connection was made: nothing was sent.');
    expect(terminal.stderr()).not.toContain('--key mine');
    expect(terminal.stderr()).not.toContain('a-key-of-this-test');
  });

  it('exits with 6 when the outcome is not known yet', async () => {
    const pending = async () => {
      throw new AnswerPendingError();
    };
    const { reservations } = executing();
    const sent: { operationId?: string }[] = [];
    const capture: ReservationsClient['capture'] = async (_orderId, _body, context) => {
      sent.push({ ...context });
      return pending();
    };
    const reservation = async () =>
      sampleReservation({
        operations: [
          sampleOperation({ operationId: sent[0]?.operationId ?? '', status: 'pending', reference: null }),
        ],
      });
    const { code, stderr } = await run({ ...reservations, capture, reservation }, [
      'capture',
      'booking-1042',
    ]);
    expect(code).toBe(6);
    expect(stderr).toContain('holdfast show booking-1042');
  });

  it('exits with 7 when the key is wrong', async () => {
    const { url } = await runServer();
    const terminal = fakeTerminal();
    expect(await main(['show', 'o', '--url', url, '--api-key', 'no-key-of-this-server'], terminal)).toBe(7);
    expect(terminal.stderr()).toContain('api_key_unknown');
  });

  it('takes server and key from the environment', async () => {
    const { url } = await runServer({
      reservations: fakeReservations({ reservation: async () => sampleReservation() }),
    });
    const terminal = fakeTerminal({ env: { HOLDFAST_URL: url, HOLDFAST_API_KEY: KEYS.viewer } });
    expect(await main(['show', 'booking-1042'], terminal)).toBe(0);
  });
});

describe('holdfast place', () => {
  const order = JSON.stringify(sampleOrder());
  const placing = fakeReservations({
    place: async () => ({ reservation: sampleReservation(), created: true }),
  });

  it('places what comes on stdin', async () => {
    const { code, stdout } = await run(placing, ['place', '-'], fakeTerminal({ stdin: async () => order }));
    expect(code).toBe(0);
    expect(stdout).toContain('https://pay.example/RES1943140879');
  });

  it('exits with 2 for an order with faults, naming each field', async () => {
    const terminal = fakeTerminal({ stdin: async () => '{"orderId": "-", "lines": []}' });
    const { code, stderr } = await run(placing, ['place', '-'], terminal);
    expect(code).toBe(2);
    expect(stderr).toMatch(/ {2}orderId: must be .*\n/);
    expect(stderr).toContain('  lines: must have at least one line');
  });

  it.each([
    ['a file that is not there', ['place', 'no-such-order.json'], 'cannot be read (ENOENT)'],
    ['what is not JSON', ['place', '-'], 'is not JSON'],
  ])('exits with 2 for %s', async (_what, args, said) => {
    const { code, stderr } = await run(placing, args, fakeTerminal({ stdin: async () => 'order: 1' }));
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });
});
