/** What a bundle is said to be made of. */
import { describe, expect, it } from '@jest/globals';
import { bundleParts } from '../../bench/start/bundle-parts';

const BUNDLE = `var __TEMPORAL__;
/***/ "./dist/workflows/index.js"
(a) {
// ours
}
/***/ "./node_modules/@temporalio/common/lib/time.js"
(b) { /* theirs */ }
/***/ "./node_modules/long/umd/index.js"
(c) {}
/***/ "./node_modules/long/umd/more.js"
(d) {}
//# sourceMappingURL=data:application/json;base64,AAAA`;

describe('the parts of a bundle', () => {
  it('are its packages, the largest first, with the source map apart', () => {
    const { codeBytes, mapBytes, packages } = bundleParts(BUNDLE);
    expect(packages.map(([name]) => name).sort()).toEqual(['@temporalio/common', 'holdfast', 'long']);
    expect(packages.map(([, bytes]) => bytes)).toEqual(
      packages.map(([, bytes]) => bytes).toSorted((one, other) => other - one),
    );
    expect(codeBytes + mapBytes).toBe(Buffer.byteLength(BUNDLE));
    expect(mapBytes).toBe('//# sourceMappingURL=data:application/json;base64,AAAA'.length);
  });

  it('count comments as such', () => {
    const { commentBytes } = bundleParts(BUNDLE);
    expect(commentBytes).toBe('// ours'.length + '/* theirs */'.length + 4 * '/***/'.length);
  });

  it('are none of a text that webpack has not written', () => {
    expect(() => bundleParts('exports.a = 1;')).toThrow('no bundle of webpack');
  });
});
