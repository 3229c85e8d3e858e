/** Roles that cannot start say what is missing, all of it at once. */
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import getPort from 'get-port';
import { ensureBuilt } from '../start/built';
import { startTopology, type Topology } from './topology';

const ROLES = ['server', 'worker'] as const;

let at: Topology;
beforeAll(ensureBuilt, 180_000);
afterEach(() => at.close());

describe('a server and a worker', () => {
  it('that are not told what all share exit with 78 and name each setting', async () => {
    at = await startTopology('');
    const nothing = { RECORDS_URL: '', FRONT_PAYMENT_BASE_URL: '', HOLDFAST_API_KEYS: '' };
    const [server, worker] = await Promise.all(ROLES.map((role) => at.run(role, nothing)));
    expect(await Promise.all([server?.ended, worker?.ended])).toEqual([78, 78]);
    for (const setting of ['TEMPORAL_ADDRESS', 'RECORDS_URL', 'FRONT_PAYMENT_BASE_URL']) {
      const says = (role: string) => `${setting}: is missing, and \`holdfast ${role}\` cannot do without`;
      expect(server?.stderr()).toContain(says('server'));
      expect(worker?.stderr()).toContain(says('worker'));
    }
    // Only who answers people needs their keys; a worker that is asked from elsewhere needs them for its metrics.
    expect(server?.stderr()).toContain('HOLDFAST_API_KEYS: is missing');
    expect(worker?.stderr()).not.toContain('HOLDFAST_API_KEYS');
    const elsewhere = await at.run('worker', { ...nothing, WORKER_HOST: '0.0.0.0' });
    expect(await elsewhere.ended).toBe(78);
    expect(elsewhere.stderr()).toContain('HOLDFAST_API_KEYS: is missing, and WORKER_HOST is not loopback');
  }, 90_000);

  it('whose Temporal server does not answer say so and exit with 1', async () => {
    const address = `127.0.0.1:${await getPort({ host: '127.0.0.1' })}`;
    at = await startTopology(address);
    const started = await Promise.all(ROLES.map((role) => at.run(role)));
    for (const { ended, stderr } of started) {
      expect(await ended).toBe(1);
      expect(stderr()).toContain(`The Temporal server at ${address} does not answer`);
    }
  }, 120_000);
});
