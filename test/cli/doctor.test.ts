/** The doctor: what is seen from here, what the server sees of itself, and what to do. */
import { describe, expect, it } from '@jest/globals';
import { main } from '../../src/cli/main';
import { packageVersion } from '../../src/start/package-version';
import { fakeServer, problem } from './fake-server';
import { fakeTerminal } from './fake-terminal';

const session = { role: 'operator', sandbox: true, version: packageVersion() };
const engine = { name: 'engine', ok: true, message: 'The engine answers.', todo: null };
const healthy = {
  'GET /healthz': { status: 'ok' },
  'GET /readyz': { status: 'ready' },
  'POST /session': session,
  'GET /v1/diagnosis': { checks: [engine] },
};

describe('holdfast doctor', () => {
  it('exits with 0 when all is well', async () => {
    const { run } = await fakeServer(healthy);
    const { code, stdout, stderr } = await run(['doctor']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('✓ key: The key is accepted; its role is operator.');
    expect(stdout.split('\n')).toHaveLength(5);
  });

  it('exits with 1 when something is wrong, and says what to do', async () => {
    const clock = {
      name: 'clock',
      ok: false,
      message: 'The clocks are an hour apart.',
      todo: 'Set the clock.',
    };
    const unseen = { name: 'callback', ok: null, message: 'Not tried.', todo: null };
    const { run } = await fakeServer({ ...healthy, 'GET /v1/diagnosis': { checks: [clock, unseen] } });
    const { code, stdout, stderr } = await run(['doctor']);
    expect(code).toBe(1);
    expect(stdout).toContain(
      '✗ clock: The clocks are an hour apart.\n    To do: Set the clock.\n? callback: Not tried.',
    );
    expect(stderr).toBe('1 of 6 is wrong.');
    expect(JSON.parse((await run(['doctor', '--json'])).stdout)).toMatchObject({ ok: false });
  });

  it('says that the server is away, and looks no further', async () => {
    const terminal = fakeTerminal();
    const access = ['--url', 'http://127.0.0.1:9', '--api-key', 'a-key-of-this-test'];
    expect(await main(['doctor', ...access], terminal)).toBe(1);
    expect(terminal.stdout()).toMatch(/^✗ server: .*does not answer \(ECONNREFUSED\)/);
    expect(terminal.stdout()).toContain('npm start');
  });

  it('says that the key is not known, and whether orders are taken all the same', async () => {
    const { run } = await fakeServer({
      ...healthy,
      'POST /session': problem(401, 'api_key_unknown'),
      'GET /readyz': problem(503, 'not_ready', 'Not ready: worker.'),
    });
    const { code, stdout } = await run(['doctor']);
    expect(code).toBe(1);
    expect(stdout).toContain('✗ key: The server does not know this key.');
    expect(stdout).toContain('✗ ready: Not ready: worker.');
  });

  it('tells a viewer what cannot be seen with that key', async () => {
    const { run } = await fakeServer({
      ...healthy,
      'POST /session': { ...session, role: 'viewer' },
      'GET /v1/diagnosis': problem(403, 'role_not_allowed'),
    });
    const { code, stdout } = await run(['doctor']);
    expect(code).toBe(0);
    expect(stdout).toContain('✓ ready');
    expect(stdout).toContain('? inside: The role viewer may not see');
  });

  it('notices clocks that are apart, and another version', async () => {
    const { run } = await fakeServer({
      ...healthy,
      'POST /session': (
        _request: unknown,
        reply: { header(name: string, value: string): { send(body: unknown): unknown } },
      ) =>
        reply
          .header('date', new Date(Date.now() - 3_600_000).toUTCString())
          .send({ ...session, version: '9.0.0' }),
    });
    const { code, stdout } = await run(['doctor']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ clock here: .* are (1 h|59 min) .*apart\./);
    expect(stdout).toContain('? version: The server is 9.0.0');
  });
});
