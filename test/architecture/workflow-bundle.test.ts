/** What the worker loads for every cached workflow: ours, the SDK's, and nothing that validates, reads or calls. */

import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { ROOT } from './sources';

/**
 * Beyond this something came in that does not belong; a parked order costs memory by it. With both interceptor modules, as
 * the product's bundle has them: docs/decisions/traces.md.
 */
const MAX_BYTES = 920_000;

/** Pure packages: one of ours, and what the SDK's own workflow half brings along. */
const PURE = ['fast-deep-equal', 'long', 'ms', 'nexus-rpc'];

describe('the workflow bundle', () => {
  let code = '';
  beforeAll(async () => {
    const bundle = await bundleWorkflowCode({
      workflowsPath: join(ROOT, 'workflows/index.ts'),
      workflowInterceptorModules: ['out-of-turn', 'carry-trace'].map((name) =>
        join(ROOT, `workflows/${name}.ts`),
      ),
      logger: new DefaultLogger('WARN'),
    });
    code = bundle.code.replace(/\/\/# sourceMappingURL=.*/s, '');
  }, 120_000);

  const packages = (): string[] => {
    const names = [...code.matchAll(/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\//g)].map(
      ([, name = '']) => name,
    );
    return [...new Set(names)].sort();
  };

  it('holds the SDK, and of others only what is pure and named here', () => {
    expect(packages().filter((name) => !name.startsWith('@temporalio/'))).toEqual(PURE);
  });

  it.each([
    ...['zod', 'luxon', 'axios', 'pino', 'kysely', 'fastify', '@opentelemetry/api'],
    ...['@temporalio/client', '@temporalio/worker', '@temporalio/interceptors-opentelemetry'],
  ])('holds no %s', (name) => expect(packages()).not.toContain(name));

  it('holds nothing of our other rooms', () => {
    expect(code).toMatch(/["'`]\.\/workflows\/next-step\.ts/);
    expect(code).not.toMatch(/["'`]\.\/(src|activities|test)\//);
  });

  it('stays small', () => {
    const bytes = Buffer.byteLength(code);
    process.stderr.write(`workflow bundle: ${bytes} bytes, with ${packages().join(', ')}\n`);
    expect(bytes).toBeLessThan(MAX_BYTES);
  });
});
