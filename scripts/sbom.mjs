// `npm run sbom --silent`: the bill of materials of what runs, as CycloneDX JSON on stdout. npm's own for the packages, from
// the lockfile and so the same on every machine, and the modules of the Temporal server that is built from engine/go.mod.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** With `--omit dev` npm leaves out whatever is needed for development too, so what runs is picked by the lockfile. */
function npmBom() {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`npm could not make a bill of materials:\n${stderr}`);
  const bom = JSON.parse(stdout);
  const running = new Set([`${name}@${version}`, ...lockedForRunning()]);
  const runs = ({ purl }) =>
    running.has(decodeURIComponent(purl.replace(/^pkg:npm\//, '').replace(/\?.*$/, '')));
  bom.components = bom.components.filter(runs);
  const refs = new Set([bom.metadata.component, ...bom.components].map((component) => component['bom-ref']));
  bom.dependencies = bom.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }));
  return bom;
}

function lockedForRunning() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, locked]) => `${path.split('node_modules/').pop()}@${locked.version}`);
}

/** Every module that engine/go.mod requires, for another's sake too. */
function goComponents() {
  const lines = readFileSync(join(root, 'engine/go.mod'), 'utf8').split('\n');
  return lines
    .map((line) =>
      /^(?:require )?\s*([\w./~-]+\.[\w./~-]+) (v[\w.+-]+)(?: \/\/ indirect)?$/.exec(line.replace(/^\t/, '')),
    )
    .filter((found) => found !== null)
    .map(([, module, version]) => ({
      'bom-ref': `${module}@${version}`,
      type: 'library',
      name: module,
      version,
      scope: 'required',
      purl: `pkg:golang/${module}@${version}`,
    }));
}

const bom = npmBom();
// npm names the component after the folder that it lies in.
bom.metadata.component.name = name;
bom.components.push(...goComponents());
process.stdout.write(`${JSON.stringify(bom, null, 2)}\n`);
