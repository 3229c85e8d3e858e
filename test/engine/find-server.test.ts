// Where a server comes from. Small scripts stand in for `temporal` and `go`; the network is a closed port.

import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EngineError } from '../../src/engine/engine-error';
import { findServer } from '../../src/engine/find-server';
import { builtServerPath, fetchedCliPath, readPinnedServer } from '../../src/engine/pinned-server';
import { parseServerVersion } from '../../src/engine/server-version';

const { version, goVersion } = readPinnedServer();
const SERVER = `echo "temporal version ${version}"`;
const CLI = `echo "temporal version 9.9.9 (Server ${version}, UI 2.50.0)"`;
const OLD_CLI = 'echo "temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)"';

let folder: string;
let cacheDir: string;
let lines: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-find-'));
  cacheDir = join(folder, 'cache');
  lines = [];
  mkdirSync(join(folder, 'bin'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function writeScript(path: string, body: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
}

const putOnPath = (name: string, body: string) => writeScript(join(folder, 'bin', name), body);

/** Go as far as the engine uses it; `build` is run with the output's path in $out. */
const goScript = (build: string, spoken = `go${goVersion}`, toolchain = 'local') => `
if [ "$1" = env ]; then echo "${spoken}"; echo "${toolchain}"; exit 0; fi
while [ "$1" != -o ]; do shift; done
out="$2"
${build}`;

const WRITE_SERVER = `printf '#!/bin/sh\\n%s\\n' '${SERVER}' > "$out"; chmod +x "$out"`;

const find = () =>
  findServer({
    cacheDir,
    env: {
      PATH: [join(folder, 'bin'), '/usr/bin', '/bin'].join(delimiter),
      HTTPS_PROXY: 'http://127.0.0.1:9',
      https_proxy: 'http://127.0.0.1:9',
    },
    onProgress: (line) => lines.push(line),
  });

async function reasons(): Promise<string> {
  const fault = await find().catch((thrown: unknown) => thrown);
  expect(fault).toBeInstanceOf(EngineError);
  expect((fault as EngineError).code).toBe('engine_not_found');
  return (fault as EngineError).message;
}

const engineFolder = () => readdirSync(join(cacheDir, 'engine'));

describe('parseServerVersion', () => {
  it.each([
    ['temporal version 1.32.0\n', { kind: 'built', version: '1.32.0' }],
    ['temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)\n', { kind: 'cli', version: '1.29.1' }],
    ['temporal version 0.0.0-DEV (Server 1.33.0-152.0, UI 2.42.1)', { kind: 'cli', version: '1.33.0-152.0' }],
    ['go version go1.26.8 linux/amd64', null],
    ['', null],
  ])('reads %j', (output, expected) => {
    expect(parseServerVersion(output)).toEqual(expected);
  });
});

describe('findServer', () => {
  it('takes the server that an earlier start has built before anything else', async () => {
    writeScript(builtServerPath(cacheDir, version), SERVER);
    writeScript(fetchedCliPath(cacheDir), CLI);
    putOnPath('temporal', CLI);
    expect(await find()).toEqual({ kind: 'built', path: builtServerPath(cacheDir, version), version });
    expect(lines).toEqual([]);
  });

  it('takes the CLI that an earlier start has fetched', async () => {
    writeScript(fetchedCliPath(cacheDir), CLI);
    expect(await find()).toEqual({ kind: 'cli', path: fetchedCliPath(cacheDir), version });
  });

  it('takes a temporal command on PATH that is new enough', async () => {
    putOnPath('temporal', CLI);
    expect(await find()).toMatchObject({ kind: 'cli', path: join(folder, 'bin', 'temporal') });
  });

  it('builds the pinned server when nothing else is there, keeps it, and says so', async () => {
    putOnPath('go', goScript(WRITE_SERVER));
    expect(await find()).toEqual({ kind: 'built', path: builtServerPath(cacheDir, version), version });
    expect(lines.join('\n')).toMatch(
      /Building the Temporal server .* about four minutes[\s\S]*Built the Temporal/,
    );
    lines = [];
    rmSync(join(folder, 'bin', 'go'));
    expect(await find()).toMatchObject({ kind: 'built' });
    expect(lines).toEqual([]);
  });

  it('never uses a build that was broken off, and leaves nothing of it', async () => {
    putOnPath('go', goScript(`${WRITE_SERVER}; echo "compile: out of memory" >&2; exit 2`));
    expect(await reasons()).toMatch(/the build failed: go build ended with 2:\ncompile: out of memory/);
    expect(engineFolder()).toEqual([]);
  });

  it('clears away what a builder that was killed has left, and not what a living one is making', async () => {
    const target = builtServerPath(cacheDir, version);
    const gone = `${target}.making-999999999-00ff`;
    const living = `${target}.making-${process.ppid}-00ff`;
    writeScript(gone, SERVER);
    writeScript(living, SERVER);
    putOnPath('go', goScript(WRITE_SERVER));
    await find();
    expect(
      engineFolder()
        .map((name) => join(cacheDir, 'engine', name))
        .sort(),
    ).toEqual([target, living]);
  });

  it('lets two builds at once both succeed', async () => {
    putOnPath('go', goScript(`sleep 0.3; ${WRITE_SERVER}`));
    const both = await Promise.all([find(), find()]);
    expect(both.map((server) => server.path)).toEqual(Array(2).fill(builtServerPath(cacheDir, version)));
    expect(engineFolder()).toHaveLength(1);
  });

  it('lets a Go that can fetch the needed toolchain build', async () => {
    putOnPath('go', goScript(WRITE_SERVER, 'go1.22.1', 'auto'));
    expect(await find()).toMatchObject({ kind: 'built' });
  });

  it('says of every source why it failed, and what to install', async () => {
    putOnPath('temporal', OLD_CLI);
    putOnPath('go', goScript('exit 1', 'go1.20.0', 'auto'));
    const message = await reasons();
    expect(message).toContain('- a server kept by an earlier start: there is none yet');
    expect(message).toContain(`temporal carries server 1.29.1, ${version} or later is needed`);
    expect(message).toMatch(/- the SDK's download of the Temporal CLI: \S+/);
    expect(message).toContain(`go is Go 1.20.0, ${goVersion} or later is needed`);
    expect(message).toContain('install the Temporal CLI');
    expect(message).toContain('TEMPORAL_ADDRESS');
  });

  it('does not take another program for Temporal', async () => {
    putOnPath('temporal', 'echo "temporal gmbh tool 7"');
    expect(await reasons()).toContain('does not say which Temporal server it carries');
  });

  it('says so when there is no Go', async () => {
    expect(await reasons()).toContain('there is no "go" on PATH');
  });
});
