/** What the package shows to the outside, name by name: other people's programs rely on it. */
import { describe, expect, it } from '@jest/globals';
import { exportedNames, readSource } from './sources';

const ENTRY_POINTS: Record<string, string> = {
  './client': 'src/client/index.ts',
  './client/http': 'src/client/http/index.ts',
  './workflows': 'workflows/index.ts',
  './workflows/out-of-turn': 'workflows/out-of-turn.ts',
  './activities': 'activities/create-activities.ts',
  './front-payment': 'src/front-payment/index.ts',
  './sandbox': 'src/sandbox/index.ts',
};

describe('an entry point', () => {
  it('stands in package.json under the contract’s name', () => {
    const { exports } = JSON.parse(readSource('package.json')) as {
      exports: Record<string, { default?: string }>;
    };
    const built = Object.entries(ENTRY_POINTS).map(([name, file]) => [
      name,
      `./dist/${file.replace(/\.ts$/, '.js')}`,
    ]);
    expect(Object.fromEntries(built.map(([name = '']) => [name, exports[name]?.default]))).toEqual(
      Object.fromEntries(built),
    );
  });

  it.each(Object.entries(ENTRY_POINTS))('%s exports what it did before', (_name, file) => {
    expect(exportedNames(file)).toMatchSnapshot();
  });
});
