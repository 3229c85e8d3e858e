/**
 * Builds the programs in Go that tests need, before the tests: beside them a build takes both cores for minutes, and what
 * runs on the engine meanwhile waits. `node test/support/run-typescript.js test/support/build-go-tools.ts`
 */
import { composeParser, dockerfileParser, manifestValidator } from '../deploy/tools';
import { promtool } from '../observability/promtool';
import { hasGo } from './go-tool';

async function main(): Promise<void> {
  if (!hasGo('they are not built.')) return;
  for (const build of [composeParser, dockerfileParser, manifestValidator, promtool]) await build();
}

main().catch((fault: unknown) => {
  process.stderr.write(`${fault instanceof Error ? fault.message : fault}\n`);
  process.exitCode = 1;
});
