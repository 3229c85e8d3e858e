/**
 * `temporal server start-dev --db-filename FILE`, as its documents tell developers to run it: nothing set but its ports. The
 * CLI is Temporal's own, pinned by a go.mod of ours and built once with Go.
 */
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import getPort from 'get-port';
import { awaitAnswer } from '../../src/engine/await-answer';
import { buildGoTool } from '../../test/support/go-tool';
import { until } from '../../test/support/until';
import { spawnOwned } from './spawn-owned';

const HOST = '127.0.0.1';
const READY_MS = 60_000;

/** The path of the CLI; builds it, for some minutes, where this pin has not been built yet. */
export const temporalCli = (): Promise<string> =>
  buildGoTool({
    folder: 'bench/engine/temporal-cli',
    mainPackage: 'github.com/temporalio/cli/cmd/temporal',
    name: 'temporal-cli',
  });

/** There once its namespace `default` takes workflows. Its database is `temporal.sqlite` in `dataDir`. */
export async function startDev(dataDir: string) {
  const databaseFile = join(dataDir, 'temporal.sqlite');
  const port = await getPort({ host: HOST });
  const address = `${HOST}:${port}`;
  const server = spawnOwned(await temporalCli(), {
    args: [
      ...['server', 'start-dev', '--db-filename', databaseFile],
      ...['--port', String(port), '--ui-port', String(await getPort({ host: HOST }))],
    ],
    cwd: dataDir,
    logFile: join(dataDir, 'start-dev.log'),
  });
  try {
    await awaitAnswer(
      { address, databaseFile },
      AbortSignal.any([AbortSignal.timeout(READY_MS), server.ended]),
    );
    await namespaceThere(address);
    return { address, pid: server.pid, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function namespaceThere(address: string): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    await until('the namespace is there', () =>
      connection.workflowService.describeNamespace({ namespace: 'default' }).then(
        () => true,
        () => false,
      ),
    );
  } finally {
    await connection.close();
  }
}
