// Bundles the compiled workflows into dist/workflow-bundle.js, so that no webpack runs at start. After tsc.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const fromRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const { code } = await bundleWorkflowCode({
  workflowsPath: fromRoot('dist/workflows/index.js'),
  workflowInterceptorModules: ['out-of-turn', 'carry-trace'].map((name) =>
    fromRoot(`dist/workflows/${name}.js`),
  ),
  failureConverterPath: fromRoot('dist/workflows/failure-converter.js'),
  logger: new DefaultLogger('WARN'),
});
writeFileSync(fromRoot('dist/workflow-bundle.js'), code);
