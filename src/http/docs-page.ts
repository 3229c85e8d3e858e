/**
 * The API's description for people, at `/docs`: everything from this server, no script or style in the page itself, and no
 * word to anybody else.
 */
import swaggerUi from '@fastify/swagger-ui';
import type { App } from './app';

/** Adds `/docs`. Register it after the description and before the routes are ready. */
export async function serveDocs(app: App): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    theme: { title: 'Holdfast: the API' },
    uiConfig: {
      // Without the bar at the top: its logo brings a style of its own, which our policy forbids.
      layout: 'BaseLayout',
      deepLinking: true,
      displayRequestDuration: true,
      docExpansion: 'list',
      defaultModelsExpandDepth: 0,
      // The key that was typed in is gone with the page.
      persistAuthorization: false,
    },
  });
}
