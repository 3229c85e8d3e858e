/**
 * Kubernetes' own descriptions of its objects, as kubeconform reads them: one file for each kind, in which an unknown field is
 * a fault. They come from a Go module that go.sum pins, so no network is asked.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goModuleFolder } from '../support/go-tool';

const RELEASE = '1.30';

/** Where in the descriptions each kind of ours stands. */
const KINDS: Record<string, string> = {
  'v1 ConfigMap': 'io.k8s.api.core.v1.ConfigMap',
  'v1 Secret': 'io.k8s.api.core.v1.Secret',
  'v1 Service': 'io.k8s.api.core.v1.Service',
  'v1 ServiceAccount': 'io.k8s.api.core.v1.ServiceAccount',
  'apps/v1 Deployment': 'io.k8s.api.apps.v1.Deployment',
  'batch/v1 Job': 'io.k8s.api.batch.v1.Job',
  'policy/v1 PodDisruptionBudget': 'io.k8s.api.policy.v1.PodDisruptionBudget',
  'networking.k8s.io/v1 NetworkPolicy': 'io.k8s.api.networking.v1.NetworkPolicy',
};

type Schema = { [word: string]: unknown; properties?: object; additionalProperties?: unknown };

/** Writes them below `dir` and gives the pattern by which kubeconform finds them. */
export async function writeSchemas(dir: string): Promise<string> {
  const module = await goModuleFolder({
    folder: 'deploy/tools/kubernetes',
    module: 'sigs.k8s.io/kubectl-validate',
  });
  for (const [name, definition] of Object.entries(KINDS)) {
    const [apiVersion = '', kind = ''] = name.split(' ');
    const folder = apiVersion.includes('/') ? 'apis' : 'api';
    const file = join(module, 'pkg', 'openapiclient', 'builtins', RELEASE, folder, `${apiVersion}.json`);
    if (!existsSync(file)) throw new Error(`${file} is not there.`);
    const { components } = JSON.parse(readFileSync(file, 'utf8')) as { components: { schemas: object } };
    const schema = { $ref: `#/components/schemas/${definition}`, components: strict(components) };
    // kubeconform's names: the group without its domain.
    const suffix = apiVersion.replace('.k8s.io', '').replace('/', '-');
    writeFileSync(join(dir, `${kind}-${suffix}.json`.toLowerCase()), JSON.stringify(schema));
  }
  return join(dir, '{{ .ResourceKind }}{{ .KindSuffix }}.json');
}

/** Every object that names its fields has no others. */
function strict<T>(value: T): T {
  if (Array.isArray(value)) return value.map(strict) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, strict(inner)]);
  const schema = Object.fromEntries(entries) as Schema;
  const namesAll = typeof schema.properties === 'object' && schema.additionalProperties === undefined;
  return (namesAll ? { ...schema, additionalProperties: false } : schema) as T;
}
