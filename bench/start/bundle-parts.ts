/** What the workflow bundle is made of, by package, as webpack has written it down in the bundle itself. */

/** Bytes of a bundle. */
export interface BundleParts {
  /** What a worker loads and every cached workflow runs. */
  codeBytes: number;
  /** Of that, what people wrote for people: no engine keeps it but as text. */
  commentBytes: number;
  /** Inline source map behind the code, which turns stack traces into places in the sources. */
  mapBytes: number;
  /** Bytes of code by package, the largest first; ours are `holdfast`. */
  packages: [name: string, bytes: number][];
}

const MAP = '//# sourceMappingURL=';
const MODULE = /\n\/\*\*\*\/ "([^"]+)"/;
const PACKAGE = /node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\//;
const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;

/** @throws Error for a text that webpack has not written */
export function bundleParts(bundle: string): BundleParts {
  const end = bundle.indexOf(MAP);
  const code = end === -1 ? bundle : bundle.slice(0, end);
  const [, ...modules] = code.split(MODULE);
  if (modules.length === 0) throw new Error('This is no bundle of webpack.');
  const packages = new Map<string, number>();
  for (let index = 0; index < modules.length; index += 2) {
    const name = PACKAGE.exec(modules[index] ?? '')?.[1] ?? 'holdfast';
    packages.set(name, (packages.get(name) ?? 0) + Buffer.byteLength(modules[index + 1] ?? ''));
  }
  const commentBytes = (code.match(COMMENT) ?? []).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return {
    codeBytes: Buffer.byteLength(code),
    commentBytes,
    mapBytes: Buffer.byteLength(bundle) - Buffer.byteLength(code),
    packages: [...packages].sort(([, one], [, other]) => other - one),
  };
}
