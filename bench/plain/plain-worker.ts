/** The plain side's worker: a process with everything as it is by default. */
import { NativeConnection, Worker } from '@temporalio/worker';
import { createPlainActivities } from './plain-activities';
import { doorUrlOf, plainSettings } from './plain-settings';

async function main(): Promise<void> {
  const settings = plainSettings();
  const { address, taskQueue, provider } = settings;
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowsPath: require.resolve('./plain-workflow'),
    activities: createPlainActivities({ ...provider, doorUrl: doorUrlOf(settings) }),
  });
  const over = worker.run();
  process.stdout.write('The plain worker is ready.\n');
  await over;
  await connection.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
