/** What we run of others: named completely, from no machine of ours, and audited or said not to be. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir, hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { dependencies, devDependencies, name, version } from '../../package.json';
import { ROOT } from '../start/built';
import { leaveFigure } from '../support/figures';

const NPM_MS = 60_000;
const run = promisify(execFile);

interface Bom {
  bomFormat: string;
  specVersion: string;
  metadata: { component: { name: string; version: string } };
  components: { name: string; version: string; purl: string }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

describe('the bill of materials', () => {
  let text = '';
  let bom: Bom;
  beforeAll(async () => {
    text = (await run('node', ['scripts/sbom.mjs'], { cwd: ROOT, maxBuffer: 1e9 })).stdout;
    bom = JSON.parse(text);
  }, NPM_MS);

  const named = (kind: string) =>
    bom.components
      .filter(({ purl }) => purl.startsWith(`pkg:${kind}/`))
      .map((part) => `${part.name}@${part.version}`);

  it('is CycloneDX, and about this package', () => {
    expect([bom.bomFormat, bom.specVersion]).toEqual(['CycloneDX', '1.5']);
    expect(bom.metadata.component).toMatchObject({ name, version });
  });

  it('names every package that the lockfile has for running, and none that is for development alone', () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { version: string; dev?: boolean }>;
    };
    const locked = Object.entries(packages)
      .filter(([path, { dev }]) => path !== '' && !dev)
      .map(([path, entry]) => `${path.split('node_modules/').pop()}@${entry.version}`);
    expect([...new Set(named('npm'))].sort()).toEqual([...new Set(locked)].sort());
    for (const [own, at] of Object.entries(dependencies)) expect(named('npm')).toContain(`${own}@${at}`);
    expect(named('npm').filter((part) => part.startsWith('jest@'))).toEqual([]);
    expect(Object.keys(devDependencies)).toContain('jest');
    leaveFigure('bill of materials: npm packages', named('npm').length);
  });

  it('names every module of the Temporal server', () => {
    const modules = readFileSync(join(ROOT, 'engine/go.mod'), 'utf8').matchAll(
      /^(?:require )?\s+?([\w./~-]+) (v\d\S*)/gm,
    );
    const required = [...modules].map(([, module, at]) => `${module}@${at}`);
    expect(required.length).toBeGreaterThan(100);
    expect(named('golang').sort()).toEqual(required.sort());
    leaveFigure('bill of materials: Go modules', required.length);
  });

  it('says what needs what, of nothing but what it names', () => {
    const refs = new Set([
      `${name}@${version}`,
      ...bom.components.map((part) => `${part.name}@${part.version}`),
    ]);
    const all = bom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
    expect(all.length).toBeGreaterThan(300);
    expect(all.filter((ref) => !refs.has(ref))).toEqual([]);
  });

  it('tells nothing of the machine that made it', () => {
    const told = [ROOT, homedir(), hostname(), `"${userInfo().username}"`, 'file:', 'node_modules'];
    expect(told.filter((word) => text.includes(word))).toEqual([]);
  });
});

describe('the audit', () => {
  it(
    'says that nothing was audited where the registry does not answer, and fails nothing',
    async () => {
      const { stdout, stderr } = await audit((response) => response.writeHead(405).end());
      expect([stdout, stderr]).toEqual(['', expect.stringContaining('NOT AUDITED')]);
    },
    NPM_MS,
  );

  it(
    'fails for what is known to be dangerous, and names it',
    async () => {
      const advisory = {
        id: 1,
        url: 'https://advisories.example/1',
        title: 'Runs what it is sent',
        cvss: { score: 9.8 },
      };
      const known = { fastify: [{ ...advisory, severity: 'critical', vulnerable_versions: '*', cwe: [] }] };
      const ended = audit((response) => response.end(JSON.stringify(known)));
      await expect(ended).rejects.toMatchObject({
        code: 1,
        stdout: expect.stringMatching(/fastify: critical, .*Runs what it is sent/),
      });
    },
    NPM_MS,
  );

  it(
    'passes where nothing is known',
    async () => {
      const { stdout } = await audit((response) => response.end('{}'));
      expect(stdout).toContain('Known vulnerabilities of what runs: 0');
    },
    NPM_MS,
  );
});

/** Runs the audit against a registry that answers so. */
async function audit(answer: (response: ServerResponse) => void) {
  const registry = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json');
    request.resume().on('end', () => {
      // npm asks for the versions of what is in danger.
      const asked = decodeURIComponent(request.url?.slice(1) ?? '');
      if (request.method === 'GET') response.end(JSON.stringify({ name: asked, versions: {} }));
      else answer(response);
    });
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`;
  const cache = mkdtempSync(join(tmpdir(), 'holdfast-audit-'));
  const args = ['scripts/audit.mjs', '--registry', url, '--fetch-retries', '0', '--cache', cache];
  try {
    return await run('node', args, { cwd: ROOT });
  } finally {
    registry.closeAllConnections();
    registry.close();
    rmSync(cache, { recursive: true, force: true });
  }
}
