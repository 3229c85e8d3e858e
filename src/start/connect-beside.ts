/** A connection for a command that stands beside what runs: to the server that the settings name, or the embedded one. */
import { Connection } from '@temporalio/client';
import { doorConnectionOptions } from '../client';
import type { Settings } from '../config/settings';
import { lastAddress } from '../engine/data-directory';
import { connectionOptionsOf } from './connect-engine';
import { StartError } from './start-error';

/** @throws StartError `engine_unreachable` */
export async function connectBeside({ temporal, dataDir }: Settings): Promise<Connection> {
  const address = temporal.address === null ? lastAddress(dataDir) : null;
  const where = temporal.address ?? address;
  if (where === null)
    throw new StartError(
      'engine_unreachable',
      `No engine ever ran on the data directory ${dataDir}, and TEMPORAL_ADDRESS is not set. Nothing was looked at. ` +
        'Set what the servers have set.',
    );
  try {
    const options = connectionOptionsOf({ temporal, address });
    return await Connection.connect({ ...options, ...doorConnectionOptions() });
  } catch (error) {
    throw new StartError(
      'engine_unreachable',
      `The Temporal server at ${where} does not answer, so nothing was looked at. ` +
        (temporal.address === null
          ? 'The embedded engine runs while `holdfast start` does: start it, and ask again.'
          : 'Check TEMPORAL_ADDRESS and the settings beside it.'),
      { cause: error },
    );
  }
}
