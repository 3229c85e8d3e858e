/** docker-compose.yml as compose-go understands it, held to what it promises and to what the repository has. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings, SETTING_NAMES } from '../../src/config/read-settings';
import type { Role } from '../../src/config/roles';
import { packageRoot, readPinnedServer } from '../../src/engine/pinned-server';
import { BUILD_TIMEOUT_MS, hasGo } from '../support/go-tool';
import { composeParser, readRepositoryFile, runTool } from './tools';

const FILE = 'docker-compose.yml';
const TEXT = readRepositoryFile(FILE);
const REQUIRED = /\$\{([A-Z_]+):\?[^}]*\}/g;

/** What a person sets before the first start, invented. */
const GIVEN: Record<string, string> = {
  POSTGRES_PASSWORD: 'superuser',
  TEMPORAL_DB_PASSWORD: 'engine',
  HOLDFAST_DB_PASSWORD: 'record',
  PUBLIC_URL: 'https://holdfast.example.com',
  HOLDFAST_API_KEYS: 'operator:a-key-of-this-test-only',
  HOLDFAST_ENCRYPTION_KEYS: `test-1:${Buffer.alloc(32, 7).toString('base64')}`,
  FRONT_PAYMENT_BASE_URL: 'https://demo-api.frontpayment.no/api/v1',
  FRONT_PAYMENT_TOKEN: 'a-token',
  FRONT_PAYMENT_CALLBACK_SECRET: 'a-secret',
  CODEC_KEYS: 'kari:another-key-of-this-test',
};

interface Service {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: { host_ip?: string; published: string; target: number }[];
  volumes?: { type: string; source: string; target: string; read_only?: boolean }[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  deploy?: { replicas: number };
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  stop_grace_period?: string;
  build?: { dockerfile: string };
}

interface Model {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

(hasGo('docker-compose.yml is not parsed.') ? describe : describe.skip)('docker-compose.yml', () => {
  let parser: string;
  let dir: string;
  let model: Model;

  beforeAll(async () => {
    parser = await composeParser();
    dir = mkdtempSync(join(tmpdir(), 'holdfast-compose-'));
    const { exitCode, out, err } = await parse(filledIn(TEXT));
    if (exitCode !== 0) throw new Error(err);
    model = JSON.parse(out) as Model;
  }, BUILD_TIMEOUT_MS);

  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  /** The parser's own program reads no environment: what is required is filled in beforehand, defaults are its business. */
  const filledIn = (text: string): string =>
    text.replaceAll(REQUIRED, (_, name: string) => GIVEN[name] ?? '');

  function parse(text: string) {
    const file = join(dir, FILE);
    writeFileSync(file, text);
    return runTool(parser, ['-format', 'json', file]);
  }

  const services = (): [string, Service][] => Object.entries(model.services);
  const service = (name: string): Service => {
    const found = model.services[name];
    if (found === undefined) throw new Error(`There is no service ${name}.`);
    return found;
  };

  it('is refused with the name of each variable that is required and not set', async () => {
    const { exitCode, err } = await parse(TEXT);
    expect(exitCode).toBe(1);
    const named = [...err.matchAll(/required variable (\w+) is missing/g)].map(([, name]) => name);
    expect([...new Set(named)].sort()).toEqual(Object.keys(GIVEN).sort());
  });

  it('is refused where it has a word that the specification does not know', async () => {
    const { exitCode, err } = await parse(filledIn(TEXT).replace('restart:', 'restarts:'));
    expect(exitCode).toBe(1);
    expect(err).toContain('restarts');
  });

  it('has the services of the topology', () => {
    expect(Object.keys(model.services).sort()).toEqual([
      'codec',
      'postgres',
      'server',
      'setup',
      'temporal',
      'temporal-schema',
      'temporal-ui',
      'worker',
    ]);
    expect(service('worker').deploy?.replicas).toBe(2);
    expect(Object.keys(model.volumes)).toEqual(['postgres-data']);
  });

  it('publishes ports on loopback only', () => {
    const published = services().flatMap(([name, { ports = [] }]) =>
      ports.map((port) => ({ name, ...port })),
    );
    expect(published.map(({ name }) => name).sort()).toEqual(['codec', 'server', 'temporal', 'temporal-ui']);
    expect(published.filter(({ host_ip: ip }) => ip !== '127.0.0.1')).toEqual([]);
  });

  it('has no default for anything that is secret', () => {
    const defaulted = [...TEXT.matchAll(/\$\{([A-Z_]+):-([^}]*)\}/g)].filter(
      ([, , standard]) => standard !== '',
    );
    const secret = /PASSWORD|TOKEN|SECRET|KEY/;
    expect(defaulted.filter(([, name = '']) => secret.test(name))).toEqual([]);
    const written = services().flatMap(([name, { environment = {} }]) =>
      Object.entries(environment)
        .filter(([key, value]) => secret.test(key) && value !== '' && !Object.values(GIVEN).includes(value))
        .map(([key]) => `${name} ${key}`),
    );
    expect(written).toEqual([]);
  });

  it('pins every image that it does not build by tag and digest, and Temporal’s by the version of the engine', () => {
    const { version } = readPinnedServer();
    const foreign = services().filter(([, { image }]) => !image.startsWith('holdfast:'));
    expect(foreign.filter(([, { image }]) => !/^[\w./-]+:[\w.-]+@sha256:[\da-f]{64}$/.test(image))).toEqual(
      [],
    );
    expect(service('temporal').image).toContain(`temporalio/server:${version}@`);
    expect(service('temporal-schema').image).toContain(`temporalio/admin-tools:${version}@`);
  });

  it('mounts only files that the repository has, and none of them writable', () => {
    const binds = services().flatMap(([name, { volumes = [] }]) =>
      volumes.filter(({ type }) => type === 'bind').map((volume) => ({ name, ...volume })),
    );
    expect(binds).toHaveLength(3);
    expect(binds.filter(({ source }) => !existsSync(source))).toEqual([]);
    expect(binds.filter(({ read_only: isReadOnly }) => !isReadOnly)).toEqual([]);
    const inTemporal = service('temporal').environment ?? {};
    for (const name of ['TEMPORAL_SERVER_CONFIG_FILE_PATH', 'DYNAMIC_CONFIG_FILE_PATH']) {
      const file = inTemporal[name]?.replace('/etc/temporal/holdfast/', 'deploy/temporal/') ?? '';
      expect(existsSync(join(packageRoot(), file))).toBe(true);
    }
    expect(service('temporal-schema').command).toEqual(['sh', '/etc/temporal/holdfast/setup-schema.sh']);
  });

  it.each(['server', 'worker', 'codec'] as Role[])(
    'gives `holdfast %s` settings that it starts with',
    (role) => {
      const { environment = {}, command } = service(role);
      expect(command).toEqual([role]);
      const settings = readSettings(environment, role);
      expect(settings.warnings).toEqual([]);
      expect(settings.encryptionKeys.map(({ id }) => id)).toEqual(['test-1']);
    },
  );

  it('hands on every setting that servers and workers read: one in .env that is not named here would be ignored', () => {
    // Fixed by the file itself, another process's, or of no use in a container.
    const others = [
      ...['HOLDFAST_DATA_DIR', 'HOLDFAST_ENCRYPTION', 'SHUTDOWN_GRACE', 'OTEL_SERVICE_NAME'],
      ...['CODEC_HOST', 'CODEC_PORT', 'CODEC_KEYS', 'CODEC_UI_ORIGIN'],
    ];
    const handed = ['server', 'worker'].flatMap((name) => Object.keys(service(name).environment ?? {}));
    expect(SETTING_NAMES.filter((name) => !handed.includes(name) && !others.includes(name))).toEqual([]);
  });

  it('asks each process of Holdfast whether it is ready at the port that it listens on', () => {
    const ports = { server: 'PORT', worker: 'WORKER_PORT', codec: 'CODEC_PORT' };
    for (const [name, setting] of Object.entries(ports)) {
      const { healthcheck, environment } = service(name);
      expect(healthcheck?.test.join(' ')).toContain(`http://127.0.0.1:${environment?.[setting]}/readyz`);
    }
    const [port] = service('temporal-ui').ports ?? [];
    const asked = service('temporal-ui').healthcheck?.test.join(' ');
    expect(asked).toContain(`http://127.0.0.1:${port?.target}/healthz`);
    const waiting = services().filter(([, { healthcheck }]) => healthcheck === undefined);
    expect(waiting.map(([name]) => name).sort()).toEqual(['setup', 'temporal-schema']);
  });

  it('runs Holdfast on a read-only file system without privileges, and stops it later than it stops itself', () => {
    const own = services().filter(([, { image }]) => image.startsWith('holdfast:'));
    expect(own.map(([name]) => name).sort()).toEqual(['codec', 'server', 'setup', 'worker']);
    for (const [, one] of own) {
      expect(one).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        stop_grace_period: '50s',
      });
      expect(one.user).toBeUndefined();
    }
    const { shutdown } = readSettings(service('server').environment ?? {}, 'server');
    expect(shutdown.graceMs).toBeLessThan(50_000);
  });

  it('leaves no file system writable but the database’s', () => {
    const writable = services().filter(([, { read_only: isReadOnly }]) => isReadOnly !== true);
    expect(writable.map(([name]) => name)).toEqual(['postgres']);
  });

  it('starts each part only when what it needs is there', () => {
    const needs = Object.fromEntries(services().map(([name, { depends_on: on = {} }]) => [name, on]));
    const done = { condition: 'service_completed_successfully' };
    const healthy = { condition: 'service_healthy' };
    expect(needs['temporal-schema']).toMatchObject({ postgres: healthy });
    expect(needs['temporal']).toMatchObject({ 'temporal-schema': done, postgres: healthy });
    expect(needs['setup']).toMatchObject({ temporal: healthy });
    for (const name of ['server', 'worker', 'codec']) expect(needs[name]).toMatchObject({ setup: done });
  });
});
