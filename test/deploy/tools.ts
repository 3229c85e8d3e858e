/** The parsers of others that judge the deployment's files; what they cost is built once and kept (test/support/go-tool.ts). */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/engine/pinned-server';
import { buildGoTool } from '../support/go-tool';

/** What a program said. */
export interface Said {
  exitCode: number;
  out: string;
  err: string;
}

const MOST_OUTPUT_BYTES = 16 * 1024 * 1024;

/** compose-go, the parser of Docker Compose itself. */
export const composeParser = (): Promise<string> =>
  buildGoTool({
    folder: 'deploy/tools/parsers',
    mainPackage: 'github.com/compose-spec/compose-go/v2/cmd',
    name: 'compose-spec',
  });

/** BuildKit's parser, which prints a Dockerfile as it understood it. */
export const dockerfileParser = (): Promise<string> =>
  buildGoTool({
    folder: 'deploy/tools/parsers',
    mainPackage: 'github.com/moby/buildkit/frontend/dockerfile/parser/dumper',
    name: 'dockerfile-dumper',
  });

/** kubeconform, which holds manifests to schemas. */
export const manifestValidator = (): Promise<string> =>
  buildGoTool({
    folder: 'deploy/tools/kubernetes',
    mainPackage: 'github.com/yannh/kubeconform/cmd/kubeconform',
    name: 'kubeconform',
  });

/** Runs a program in the repository with nothing of this machine's settings in its environment. */
export function runTool(program: string, args: readonly string[]): Promise<Said> {
  const { PATH, HOME } = process.env;
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      { cwd: packageRoot(), env: { PATH, HOME }, maxBuffer: MOST_OUTPUT_BYTES },
      (error, out, err) => resolve({ exitCode: error ? Number(error.code) : 0, out, err }),
    );
  });
}

/** The text of a file of the repository. */
export function readRepositoryFile(path: string): string {
  return readFileSync(join(packageRoot(), path), 'utf8');
}
