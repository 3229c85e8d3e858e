// Asks an executable which Temporal server it is or carries. Both kinds answer `--version`, in two spellings:
// the server prints "temporal version 1.32.0", the CLI "temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)".

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import semver from 'semver';
import { describeFault } from './engine-error';

const run = promisify(execFile);
const TIMEOUT_MS = 20_000;

/** A Temporal executable that can be run: the bare server, or the CLI with a server (and a Web UI) inside. */
export interface EngineServer {
  kind: 'built' | 'cli';
  path: string;
  version: string;
}

/** Either a server, or the reason why there is none here, as half a sentence. */
export type ServerSearch = { server: EngineServer } | { reason: string };

/** The kind and server version in the output of `--version`; null when it is not a Temporal executable's. */
export function parseServerVersion(output: string): Pick<EngineServer, 'kind' | 'version'> | null {
  const carried = /\(Server (\d+\.\d+\.\d+[^,)\s]*)/.exec(output)?.[1];
  if (carried) return { kind: 'cli', version: carried };
  const own = /^temporal version (\d+\.\d+\.\d+\S*)\s*$/m.exec(output)?.[1];
  return own ? { kind: 'built', version: own } : null;
}

/** Runs `path --version` and accepts it if its server is at least `minimumVersion`. Never throws. */
export async function inspectServer(path: string, minimumVersion: string): Promise<ServerSearch> {
  let output: string;
  try {
    output = (await run(path, ['--version'], { timeout: TIMEOUT_MS })).stdout;
  } catch (fault) {
    return { reason: `${path} did not answer --version: ${describeFault(fault).split('\n')[0]}` };
  }
  const parsed = parseServerVersion(output);
  if (!parsed) return { reason: `${path} does not say which Temporal server it carries` };
  if (!semver.valid(parsed.version) || semver.lt(parsed.version, minimumVersion)) {
    return { reason: `${path} carries server ${parsed.version}, ${minimumVersion} or later is needed` };
  }
  return { server: { ...parsed, path } };
}
