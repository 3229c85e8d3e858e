/**
 * What browsers are told about every answer: pages run our own scripts and styles and nothing else, are framed by nobody,
 * and load nothing from elsewhere.
 */
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

const OWN = "'self'";
const NOTHING = "'none'";

/** Sets the headers on every answer, problems too. `isHttps`: browsers are to come by https only, from now on. */
export async function secureContent(app: FastifyInstance, { isHttps }: { isHttps: boolean }): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': [NOTHING],
        'script-src': [OWN],
        'style-src': [OWN],
        'img-src': [OWN, 'data:'],
        'connect-src': [OWN],
        'font-src': [OWN],
        'form-action': [OWN],
        'frame-ancestors': [NOTHING],
        'base-uri': [NOTHING],
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    hsts: isHttps,
  });
}
