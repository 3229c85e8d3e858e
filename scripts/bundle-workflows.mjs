// Bundles the compiled workflows into dist/workflow-bundle.js, so that no webpack runs at start. After tsc.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const fromRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const workflowsPath = fromRoot('dist/workflows/index.js');
const workflowInterceptorModules = ['out-of-turn', 'carry-trace'].map((name) =>
  fromRoot(`dist/workflows/${name}.js`),
);
const failureConverterPath = fromRoot('dist/workflows/failure-converter.js');

const { code } = await bundleWorkflowCode({
  workflowsPath,
  workflowInterceptorModules,
  failureConverterPath,
  // None of our modules keeps a state, so that all orders share one of each; otherwise every order that a worker remembers
  // has a copy of all of them.
  preloadModules: [workflowsPath, ...workflowInterceptorModules, failureConverterPath],
  logger: new DefaultLogger('WARN'),
});
writeFileSync(fromRoot('dist/workflow-bundle.js'), code);
