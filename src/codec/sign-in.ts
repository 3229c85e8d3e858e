/**
 * Signing in at the codec server, for browsers: Temporal's UI can pass its own user's token on, but not a key of ours. The
 * cookie goes with what the UI asks where UI and codec server are of one site, and the UI includes credentials.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type CodecKeys, SESSION_MS } from './codec-keys';

/** Its name on the wire. */
export const CODEC_COOKIE = 'holdfast_codec';

const CONTENT_SECURITY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** Adds `GET /` with a form, and `POST /session` that takes it. */
export function signIn(app: FastifyInstance, keys: CodecKeys): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 4096 },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  app.get('/', (_request, reply) => page(reply, 200, 'Sign in, and Temporal’s UI shows what is encrypted.'));
  app.post('/session', async (request, reply) => {
    const given = request.body instanceof URLSearchParams ? request.body.get('key') : null;
    const session = keys.sessionFor(given ?? '', Date.now());
    if (session === null) return page(reply, 401, 'This key is not known. Nobody was signed in.');
    reply.setCookie(CODEC_COOKIE, session, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: isHttps(request),
      maxAge: SESSION_MS / 1000,
    });
    return page(reply, 200, 'You are signed in for 12 hours. Load Temporal’s UI anew.');
  });
}

/** The proxy in front says so; without one the server speaks plain HTTP, and then on loopback as a rule. */
function isHttps({ headers }: FastifyRequest): boolean {
  return headers['x-forwarded-proto'] === 'https';
}

function page(reply: FastifyReply, status: number, says: string): FastifyReply {
  return reply
    .code(status)
    .header('content-security-policy', CONTENT_SECURITY)
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Holdfast codec server</title>` +
        `<style>body{font:16px/1.5 system-ui;margin:3rem auto;max-width:28rem}input,button{font:inherit;padding:.4rem}</style>` +
        `<h1>Holdfast codec server</h1><p role="status">${says}</p>` +
        `<form method="post" action="/session"><label>Key <input type="password" name="key" autocomplete="off" required></label> ` +
        `<button>Sign in</button></form></html>`,
    );
}
