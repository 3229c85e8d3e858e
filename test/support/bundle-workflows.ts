/** Bundles the workflows once for a whole run, as the build does for the product. */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** Writes the bundle into `dir` and returns its path. */
export async function bundleWorkflows(dir: string): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: resolve(__dirname, '../../workflows/index.ts'),
    workflowInterceptorModules: ['out-of-turn', 'carry-trace'].map((name) =>
      resolve(__dirname, `../../workflows/${name}.ts`),
    ),
    failureConverterPath: resolve(__dirname, '../../workflows/failure-converter.ts'),
    logger: new DefaultLogger('WARN'),
  });
  const codePath = join(dir, 'workflow-bundle.js');
  await writeFile(codePath, code);
  return codePath;
}
