/**
 * What is published: looked at by the usual linters, installed into an empty project, compiled there as CommonJS and as
 * an ES module, and used against a running server with the README's order and the guide's code.
 */
import { execFile, spawnSync } from 'node:child_process';
import { realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import { exports as entryPoints } from '../../package.json';
import { blockNamed, blocksOf, readPage } from '../docs/pages';
import { type EngineServer, startEngineServer } from '../http/engine-server';
import { KEYS } from '../http/running-server';
import { ensureBuilt, ROOT } from '../start/built';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import { installInto, pack, temporaryFolder } from './packed';

const INSTALL_MS = 300_000;
const TOOL_MS = 120_000;

const folder = temporaryFolder();
const project = temporaryFolder();
let packed: { tarball: string; files: string[] };

beforeAll(() => {
  ensureBuilt();
  packed = pack(folder.path);
}, TOOL_MS);
afterAll(() => {
  folder.remove();
  project.remove();
});

const run = promisify(execFile);

/** Runs a script of Node in the project, and gives what it has printed; fails with that when the script does. */
async function node(script: string, ...args: string[]): Promise<string> {
  return (await run(process.execPath, [script, ...args], { cwd: project.path })).stdout;
}

const toolOf = (path: string) => join(ROOT, 'node_modules', path);

describe('the tarball', () => {
  it('holds what runs, its types, and nothing that is only ours', () => {
    const rooms = new Set(packed.files.map((file) => file.split('/')[0]));
    const own = ['CHANGELOG.md', 'LICENSE', 'README.md', 'bin', 'dist', 'engine', 'package.json'];
    expect([...rooms].sort()).toEqual(own);
    expect(packed.files.filter((file) => /\/\.|(?<!\.d)\.m?tsx?$|\.test\./.test(file))).toEqual([]);
    expect(packed.files).toEqual(
      expect.arrayContaining(['dist/workflow-bundle.js', 'dist/dashboard/index.html']),
    );
  });

  it(
    'has no fault that publint knows',
    async () => {
      const said = await node(toolOf('publint/src/cli.js'), 'run', packed.tarball, '--strict');
      expect(said).toContain('All good!');
    },
    TOOL_MS,
  );

  it(
    'has types that are right for CommonJS, ES modules and bundlers',
    async () => {
      // The bundle is a path to hand to a worker, not a module to import.
      const options = ['--profile', 'node16', '--exclude-entrypoints', 'workflow-bundle', '--format', 'json'];
      const said = await node(toolOf('@arethetypeswrong/cli/dist/index.js'), packed.tarball, ...options);
      const { analysis } = JSON.parse(said);
      const checked = Object.keys(analysis.entrypoints).map((name) => name.replace(/^\.\/?/, './'));
      const wanted = Object.keys(entryPoints).filter((name) => name !== './workflow-bundle');
      expect(checked.sort()).toEqual(wanted.sort());
    },
    TOOL_MS,
  );
});

/** The same program for both kinds of module: it imports every entry point, and speaks through both doors. */
function program(kind: 'm' | 'c'): string {
  return `
import { createRequire } from 'node:module';
import { createActivities, type ActivityDependencies } from 'holdfast/activities';
import type { HoldfastClient, OrderInput } from 'holdfast/client';
import { createFrontPaymentClient } from 'holdfast/front-payment';
import { startSandbox } from 'holdfast/sandbox';
import { captureUpdate, reservation } from 'holdfast/workflows';
import { interceptors } from 'holdfast/workflows/out-of-turn';
import { connect as connectByHttp } from './connect-by-http.${kind}js';
import { connect as connectByTemporal } from './connect-by-temporal.${kind}js';
import { book } from './stay.${kind}js';

export type Dependencies = ActivityDependencies;
// @ts-expect-error an amount is a number: the types are there
export const wrong = (holdfast: HoldfastClient) => holdfast.capture('booking-1042', { amountMinor: '5' });

async function main(): Promise<void> {
  const [url = '', key = '', address = '', taskQueue = '', text = ''] = process.argv.slice(2);
  const order = JSON.parse(text) as OrderInput;
  const byHttp = connectByHttp(url, key);
  const byTemporal = await connectByTemporal(address, taskQueue);
  const addresses = [await book(byHttp, order), await book(byTemporal, order)];
  await byTemporal.close();
  const values = [createActivities, createFrontPaymentClient, startSandbox, reservation, interceptors];
  const bundle = createRequire(process.cwd() + '/').resolve('holdfast/workflow-bundle');
  const kinds = values.map((value) => typeof value);
  console.log(JSON.stringify({ addresses, kinds, update: captureUpdate.name, bundle }));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
`;
}

describe('an empty project with the tarball installed', () => {
  let server: EngineServer;

  beforeAll(async () => {
    installInto(project.path, packed.tarball);
    server = await startEngineServer();
  }, INSTALL_MS);
  afterAll(() => server?.close());

  const guide = readPage('docs/guides/booking-systems.md');

  it(
    'compiles the guide’s code as CommonJS and as ES modules, and our types have no fault in them',
    () => {
      const blocks = ['connect-by-http', 'connect-by-temporal', 'stay'];
      const compilerOptions = { module: 'nodenext', target: 'es2022', strict: true, types: ['node'] };
      const include = ['*.mts', '*.cts'];
      writeFileSync(join(project.path, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }));
      for (const kind of ['m', 'c'] as const) {
        for (const name of blocks)
          writeFileSync(join(project.path, `${name}.${kind}ts`), blockNamed(guide, name).text);
        writeFileSync(join(project.path, `shop.${kind}ts`), program(kind));
      }
      const { stdout } = spawnSync(
        process.execPath,
        [toolOf('typescript/bin/tsc'), '-p', '.', '--pretty', 'false'],
        {
          cwd: project.path,
          encoding: 'utf8',
        },
      );
      // Declarations are checked too; those of Temporal's SDK lack the types of a package of theirs.
      const faults = stdout
        .split('\n')
        .filter((line) => /error TS/.test(line) && !/^node_modules\/@temporalio\//.test(line));
      expect(faults).toEqual([]);
    },
    TOOL_MS,
  );

  it.each(['shop.mjs', 'shop.cjs'])(
    'runs %s: one order through both doors is one reservation',
    async (script) => {
      const { engine, taskQueue } = server.world;
      const order = JSON.stringify(anOrder());
      const said = JSON.parse(
        await node(script, server.origin, KEYS.booking, engine.address, taskQueue, order),
      );
      expect(said).toEqual({
        addresses: [said.addresses[0], said.addresses[0]],
        kinds: Array(5).fill('function'),
        update: 'capture',
        bundle: realpathSync(join(project.path, 'node_modules/holdfast/dist/workflow-bundle.js')),
      });
      expect(said.addresses[0]).toMatch(/^http/);
    },
  );

  it(
    'takes the README’s order, and shows it completed once it was paid',
    async () => {
      const [, text = ''] =
        blocksOf(readPage('README.md'))
          .map((block) => /<<'ORDER'\n([\s\S]*?)\nORDER/.exec(block.text))
          .find((found) => found !== null) ?? [];
      const { orderId } = anOrder();
      const env = {
        ...process.env,
        NO_COLOR: '1',
        HOLDFAST_URL: server.origin,
        HOLDFAST_API_KEY: KEYS.operator,
      };
      const holdfast = async (args: string[], input = '') => {
        const running = run('npx', ['--no-install', 'holdfast', ...args], { cwd: project.path, env });
        running.child.stdin?.end(input);
        return (await running).stdout;
      };
      // Half a minute is shortened: only its waiting, nothing else of the order.
      const order = text.replaceAll('booking-1042', orderId).replace('"PT1M"', '"PT4S"');
      const [checkoutUrl = ''] = /http:\/\/\S+/.exec(await holdfast(['place', '-'], order)) ?? [];
      await axios.post(checkoutUrl, 'decision=pay');
      const shown = await until('it is shown as completed', async () => {
        const table = await holdfast(['show', orderId]);
        return table.includes('completed') ? table : null;
      });
      expect(shown).toContain('NOK 3,000.00');
    },
    TOOL_MS,
  );

  it('speaks HTTP without a trace of Temporal', async () => {
    const loaded = await node(
      '-e',
      'require("holdfast/client/http"); console.log(Object.keys(require.cache).join("\\n"))',
    );
    expect(loaded).toContain('create-http-client.js');
    expect(loaded).not.toContain('@temporalio');
  });
});
