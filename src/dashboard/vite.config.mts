/** How the dashboard is built: into dist/dashboard, nothing inlined, so that its Content-Security-Policy can be strict. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// `npx vite --config src/dashboard/vite.config.mts` serves it with a running Holdfast behind it.
const server = 'http://127.0.0.1:8080';

export default defineConfig({
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
