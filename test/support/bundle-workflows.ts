/** Bundles the workflows once for a whole run, as the build does for the product. */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** Writes the bundle into `dir` and returns its path; of the present workflows unless told otherwise. */
export async function bundleWorkflows(
  dir: string,
  workflowsPath = resolve(__dirname, '../../workflows/index.ts'),
): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath,
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
