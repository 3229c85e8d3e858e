/**
 * The codec server: decrypts for Temporal's UI and CLI what the engine keeps encrypted, for who may, and says in the log who
 * had how much decrypted when. Contents are never logged.
 *
 * `/encode` is served too: what somebody sends from the UI or the CLI would otherwise stand in the engine in the clear.
 */
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import type { PayloadCodec } from '@temporalio/common';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { CodecKeys } from './codec-keys';
import { CodecRefusal, toRefusal } from './codec-refusal';
import { decodePayloads } from './decode-payloads';
import { admitOnly } from './only-the-ui';
import { fromJson, payloadsBody, toJson } from './payload-json';
import { CODEC_COOKIE, signIn } from './sign-in';

/** What the server is built from. */
export interface CodecServerParts {
  codec: PayloadCodec;
  keys: CodecKeys;
  /** The one origin whose pages may ask; null for none. */
  uiOrigin: string | null;
  logger: FastifyBaseLogger;
  /** Aborted when the process begins to take its leave: `/readyz` says so from then on. */
  draining: AbortSignal;
  /** Whose word on a caller's address is taken; nobody's unless given. */
  trustedProxies?: readonly string[];
  /** Per address; 600 unless given. A page of a history is a few. */
  requestsPerMinute?: number;
}

const BODY_LIMIT_BYTES = 8 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
const REQUESTS_PER_MINUTE = 600;

/** The server, ready to listen. */
export async function buildCodecServer(parts: CodecServerParts): Promise<FastifyInstance> {
  const { keys, uiOrigin, logger, draining, trustedProxies = [] } = parts;
  const { requestsPerMinute = REQUESTS_PER_MINUTE } = parts;
  const app = Fastify({
    loggerInstance: logger,
    // Fastify's own lines would name addresses and URLs; what is to be known is logged below.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: [...trustedProxies],
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance;
  await app.register(cookie);
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    if (draining.aborted) reply.header('connection', 'close');
  });
  answerRefusals(app);
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', (_request, reply) => {
    const isReady = !draining.aborted;
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'draining' });
  });
  await app.register(async (scope) => {
    await scope.register(rateLimit, {
      max: requestsPerMinute,
      timeWindow: 60_000,
      // Before the key is looked at: so many guesses a minute, and no more.
      hook: 'onRequest',
      errorResponseBuilder: () => new CodecRefusal('rate_limited'),
    });
    admitOnly(scope, uiOrigin);
    signIn(scope, keys);
    codecRoutes(scope, parts);
  });
  return app;
}

function codecRoutes(app: FastifyInstance, { codec, keys }: CodecServerParts): void {
  // Preflights are answered by the hook before them; this is for the router to know them.
  app.options('/decode', (_request, reply) => reply.code(204).send());
  app.options('/encode', (_request, reply) => reply.code(204).send());
  app.post('/decode', async (request) => {
    const who = authorized(request, keys);
    const { payloads, decrypted, unopened } = await decodePayloads(codec, payloadsIn(request));
    request.log.info({ who, namespace: namespaceOf(request), decrypted, unopened }, 'decrypted');
    return { payloads: payloads.map(toJson) };
  });
  app.post('/encode', async (request) => {
    const who = authorized(request, keys);
    const payloads = await codec.encode(payloadsIn(request));
    request.log.info({ who, namespace: namespaceOf(request), encrypted: payloads.length }, 'encrypted');
    return { payloads: payloads.map(toJson) };
  });
}

/** By the key in the header, or by the cookie of a sign-in. @throws CodecRefusal */
function authorized(request: FastifyRequest, keys: CodecKeys): string {
  const [, key] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const session = request.cookies[CODEC_COOKIE];
  if (key === undefined && session === undefined) throw new CodecRefusal('key_missing');
  const who =
    (key === undefined ? null : keys.whose(key)) ??
    (session === undefined ? null : keys.whoseSession(session, Date.now()));
  if (who !== null) return who;
  request.log.warn({ namespace: namespaceOf(request) }, 'an unknown key was refused');
  throw new CodecRefusal('key_unknown');
}

function payloadsIn({ body }: FastifyRequest) {
  const read = payloadsBody.safeParse(body);
  if (!read.success) throw new CodecRefusal('body_invalid');
  return read.data.payloads.map(fromJson);
}

/** What the caller says; cut short, for it goes into the log. */
function namespaceOf({ headers }: FastifyRequest): string | null {
  const named = headers['x-namespace'];
  return typeof named === 'string' ? named.slice(0, 100) : null;
}

function answerRefusals(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const refusal = toRefusal(error);
    const name = error instanceof Error ? error.name : typeof error;
    if (refusal.statusCode >= 500) request.log.error({ error: name }, 'request failed');
    if (refusal.statusCode === 401) reply.header('www-authenticate', 'Bearer realm="holdfast codec"');
    return reply.code(refusal.statusCode).send({ code: refusal.code, message: refusal.message });
  });
  app.setNotFoundHandler(() => {
    throw new CodecRefusal('route_not_found');
  });
}
