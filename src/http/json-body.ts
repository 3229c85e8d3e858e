/** Bodies are JSON or nothing. An empty one is left undefined: each route says whether that will do. */
import type { FastifyInstance } from 'fastify';
import { Problem } from './problem';

/** Takes `application/json` and nothing else; what is empty may call itself whatever it likes. */
export function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') return done(null, undefined);
    parse(request, body.toString(), (error, value) => {
      if (error) done(notJson());
      else done(null, value);
    });
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else done(otherContentType());
  });
}

/** The problem for a body of another content type. */
export function otherContentType(): Problem {
  return new Problem(
    'content_type_unsupported',
    'Nothing was done. Send the body with Content-Type: application/json.',
  );
}

/** The problem for a body that is missing, or is not JSON. */
export function notJson(): Problem {
  return new Problem(
    'body_not_json',
    'The body cannot be read as JSON. Nothing was done. Send one JSON object.',
  );
}
