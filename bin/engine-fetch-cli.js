// Lets the Temporal SDK download its CLI into the folder given as the only argument, and ends. Called by
// src/engine/fetch-cli.ts only; the server that the SDK starts along with the download is stopped at once.

const { TestWorkflowEnvironment } = require('@temporalio/testing');

async function main() {
  const downloadDir = process.argv[2];
  const executable = { type: 'cached-download', downloadDir, version: 'latest' };
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
  await environment.teardown();
}

main().catch((fault) => {
  process.stderr.write(`${fault instanceof Error ? fault.message : fault}\n`);
  process.exitCode = 1;
});
