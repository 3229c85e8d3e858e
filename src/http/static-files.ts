/**
 * The dashboard as it was built: `index.html` for each of its screens, and its assets, whose names change with what is in
 * them. It is public, as every sign-in page is; what it shows it asks of the API.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { App } from './app';

/** The screens that the browser tells apart by itself. */
export const SCREENS = ['/', '/attention', '/orders/:orderId', '/all', '/sandbox'];

const ASSETS_AGE = '1y';

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Holdfast</title>
<h1>Holdfast runs, but its dashboard was not built</h1>
<p>Orders go on as usual, and the API answers: <a href="/docs">/docs</a> shows what it can do.</p>
<p>To have the dashboard, stop Holdfast, run <code>npm run build</code>, and start it again.</p>
</html>
`;

/** Adds the screens and `/assets/`. `dashboardDir` is absolute; null, or without an index.html in it: not built. */
export async function serveDashboard(
  app: App,
  { dashboardDir }: { dashboardDir: string | null },
): Promise<void> {
  if (dashboardDir === null || !existsSync(join(dashboardDir, 'index.html'))) {
    for (const screen of SCREENS) app.get(screen, { schema: { hide: true } }, (_, reply) => notBuilt(reply));
    return;
  }
  await app.register(fastifyStatic, {
    root: join(dashboardDir, 'assets'),
    prefix: '/assets/',
    index: false,
    dotfiles: 'ignore',
    // Served as they lie there, where the build has left compressed ones beside them.
    preCompressed: true,
    immutable: true,
    maxAge: ASSETS_AGE,
  });
  for (const screen of SCREENS) {
    app.get(screen, { schema: { hide: true } }, (_request, reply) =>
      // Asked for anew each time: it names the assets of this very build.
      reply.header('Cache-Control', 'no-cache').sendFile('index.html', dashboardDir, { cacheControl: false }),
    );
  }
}

function notBuilt(reply: FastifyReply): FastifyReply {
  return reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT);
}
