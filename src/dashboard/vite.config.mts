/** How the dashboard is built: into dist/dashboard, nothing inlined, so that its Content-Security-Policy can be strict. */
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// `npx vite --config src/dashboard/vite.config.mts` serves it with a running Holdfast behind it.
const server = 'http://127.0.0.1:8080';

/** The page's first script only asks; what it loads then is named in the page, so that a browser fetches it meanwhile. */
const namesWhatComesNext: Plugin = {
  name: 'names-what-comes-next',
  transformIndexHtml: {
    order: 'post',
    handler(_page, { bundle = {} }) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const entry = chunks.find(({ isEntry }) => isEntry);
      const start = chunks.find(({ name }) => name === 'start');
      const names = start ? [start.fileName, ...start.imports] : [];
      return names
        .filter((name) => name !== entry?.fileName)
        .map((name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` },
          injectTo: 'head',
        }));
    },
  },
};

export default defineConfig({
  plugins: [namesWhatComesNext],
  root: here('.'),
  cacheDir: here('../../node_modules/.vite-dashboard'),
  build: {
    outDir: here('../../dist/dashboard'),
    emptyOutDir: true,
    // A data: URL in a style sheet or an inline script would need a weaker policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome123', 'firefox121', 'safari17.5'],
    reportCompressedSize: false,
    rolldownOptions: {
      checks: { pluginTimings: false },
      onLog: (level, log, report) => {
        // Libraries mark what a server must not run; nothing here runs on one.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
  server: { proxy: { '/v1': server, '/session': server } },
});
