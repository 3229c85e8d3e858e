/** The Kubernetes manifests, held to Kubernetes' own schemas, and to what the processes need. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { readSettings } from '../../src/config/read-settings';
import type { Role } from '../../src/config/roles';
import { packageRoot } from '../../src/engine/pinned-server';
import { BUILD_TIMEOUT_MS, hasGo } from '../support/go-tool';
import { writeSchemas } from './kubernetes-schemas';
import { manifestValidator, readRepositoryFile, runTool } from './tools';

const FOLDER = 'deploy/kubernetes';
const KUSTOMIZATION = 'kustomization.yaml';
const FILES = readdirSync(join(packageRoot(), FOLDER)).filter((name) => name !== KUSTOMIZATION);
const ROLES = ['server', 'worker', 'codec'] as const;

interface Manifest {
  kind: string;
  metadata: { name: string };
  data?: Record<string, string>;
  stringData?: Record<string, string>;
  spec: Spec;
}

interface Spec {
  replicas: number;
  selector: { matchLabels: Record<string, string> } & Record<string, string>;
  template: { metadata: { labels: Record<string, string> }; spec: Pod };
  maxUnavailable: number;
}

interface Pod {
  terminationGracePeriodSeconds: number;
  automountServiceAccountToken: boolean;
  securityContext: object;
  containers: Container[];
}

interface Container {
  args: string[];
  image: string;
  ports: { name: string; containerPort: number }[];
  securityContext: object;
  volumeMounts: { mountPath: string }[];
  startupProbe: Probe;
  livenessProbe: Probe;
  readinessProbe: Probe;
}

type Probe = { httpGet: { path: string; port: string } };

const MANIFESTS = FILES.flatMap((file) =>
  parseAllDocuments(readRepositoryFile(`${FOLDER}/${file}`)).map((document) => document.toJS() as Manifest),
);

function manifest(kind: string, name: string): Manifest {
  const found = MANIFESTS.find((one) => one.kind === kind && one.metadata.name === name);
  if (found === undefined) throw new Error(`There is no ${kind} ${name}.`);
  return found;
}

const podOf = (role: string): Pod => manifest('Deployment', `holdfast-${role}`).spec.template.spec;

function containerOf(pod: Pod): Container {
  const [container] = pod.containers;
  if (container === undefined) throw new Error('There is no container.');
  return container;
}

(hasGo('the Kubernetes manifests are not validated.') ? describe : describe.skip)(
  'the manifests, to a validator',
  () => {
    let validator: string;
    let dir: string;
    let schemas: string;

    beforeAll(async () => {
      validator = await manifestValidator();
      dir = mkdtempSync(join(tmpdir(), 'holdfast-kubernetes-'));
      schemas = await writeSchemas(dir);
    }, BUILD_TIMEOUT_MS);

    afterAll(() => rmSync(dir, { recursive: true, force: true }));

    const validate = (files: string[]) =>
      runTool(validator, ['-strict', '-verbose', '-summary', '-schema-location', schemas, ...files]);

    it('are valid, every one of them', async () => {
      const { exitCode, out } = await validate(FILES.map((file) => join(FOLDER, file)));
      expect(out).toContain(`Valid: ${MANIFESTS.length}, Invalid: 0, Errors: 0, Skipped: 0`);
      expect(exitCode).toBe(0);
    });

    it.each([
      ['an unknown field', /livenessProbe:/, 'livelinessProbe:'],
      ['a wrong type', /replicas: 2/, 'replicas: two'],
    ])('are refused with %s', async (_, right, wrong) => {
      const file = join(dir, 'wrong.yaml');
      const text = readRepositoryFile(`${FOLDER}/server.yaml`);
      writeFileSync(file, text.replace(right, wrong));
      const { exitCode, out } = await validate([file]);
      expect(exitCode).toBe(1);
      expect(out).toContain('Invalid: 1');
    });
  },
);

describe('the manifests', () => {
  it('are all named by the kustomization, save the example of a secret', () => {
    const { resources } = parse(readRepositoryFile(`${FOLDER}/${KUSTOMIZATION}`)) as { resources: string[] };
    expect([...resources].sort()).toEqual(FILES.filter((name) => name !== 'secrets.example.yaml').sort());
  });

  it.each(ROLES)('ask %s for its health at the port it listens on', (role) => {
    const { ports, startupProbe, livenessProbe, readinessProbe } = containerOf(podOf(role));
    const { data = {} } = manifest('ConfigMap', 'holdfast');
    const settings = { server: 'PORT', worker: 'WORKER_PORT', codec: 'CODEC_PORT' };
    expect(ports).toEqual([{ name: 'http', containerPort: Number(data[settings[role]]) }]);
    expect(startupProbe.httpGet).toEqual({ path: '/healthz', port: 'http' });
    expect(livenessProbe.httpGet).toEqual({ path: '/healthz', port: 'http' });
    expect(readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'http' });
  });

  it.each(ROLES)('give %s settings that it starts with', (role: Role) => {
    const { data = {} } = manifest('ConfigMap', 'holdfast');
    const { stringData = {} } = manifest('Secret', 'holdfast-secrets');
    const filledIn = {
      ...stringData,
      HOLDFAST_API_KEYS: 'operator:a-key-of-this-test-only',
      HOLDFAST_ENCRYPTION_KEYS: `test-1:${Buffer.alloc(32, 7).toString('base64')}`,
      CODEC_KEYS: 'kari:another-key-of-this-test',
    };
    const settings = readSettings({ ...data, ...filledIn }, role);
    expect(settings.warnings).toEqual([]);
    const graceMs = podOf(role).terminationGracePeriodSeconds * 1_000;
    expect(settings.shutdown.graceMs).toBeLessThan(graceMs);
  });

  it.each([...ROLES, 'setup'])(
    'run %s without privileges, on a file system that is read-only but for /tmp',
    (role) => {
      const pod = role === 'setup' ? manifest('Job', 'holdfast-setup').spec.template.spec : podOf(role);
      const container = containerOf(pod);
      expect(container).toMatchObject({ args: [role], image: 'holdfast' });
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(pod.securityContext).toEqual({
        runAsNonRoot: true,
        runAsUser: 1000,
        runAsGroup: 1000,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.volumeMounts.map(({ mountPath }) => mountPath)).toEqual(['/tmp']);
    },
  );

  it.each(ROLES)('keep %s running while nodes are drained', (role) => {
    const { spec } = manifest('PodDisruptionBudget', `holdfast-${role}`);
    const deployment = manifest('Deployment', `holdfast-${role}`).spec;
    expect(spec.maxUnavailable).toBe(1);
    expect(spec.selector.matchLabels).toEqual(deployment.selector.matchLabels);
    expect(deployment.template.metadata.labels).toEqual(deployment.selector.matchLabels);
    if (role !== 'codec') expect(deployment.replicas).toBeGreaterThan(1);
  });

  it('lead requests to servers and codec, and none to workers', () => {
    const services = MANIFESTS.filter(({ kind }) => kind === 'Service');
    expect(services.map(({ metadata }) => metadata.name).sort()).toEqual([
      'holdfast-codec',
      'holdfast-server',
    ]);
    for (const { metadata, spec } of services) {
      expect(spec.selector).toEqual({ 'app.kubernetes.io/name': metadata.name });
    }
  });
});
