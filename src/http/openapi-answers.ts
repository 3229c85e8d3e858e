/** What a route answers, in the OpenAPI document: each status with its meaning, and every problem by its code. */
import type { FastifyContextConfig, RouteOptions } from 'fastify';
import { PROBLEMS } from './problems';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What else a 200 may be: a description by media type, for who asks for it by `Accept`. */
    alsoAs?: Record<string, string>;
    /** What a 200 is, where it is no JSON; the schema then is of its parts. */
    onlyAs?: string;
  }
}

const SUCCESSES: Record<string, string> = {
  200: 'Done, or found',
  201: 'Made by this request',
  202: 'Taken; its outcome is not known yet. The header `Location`, if there is one, says where to look',
  204: 'Done; there is nothing to tell',
};

/** What any request may be answered with, and what only those that want something done. */
const READING = [401, 403, 404, 422, 429, 503];
const DOING = [400, ...READING, 409, 413, 415];

/** A response whose schema is JSON Schema already. */
interface Described {
  description: string;
  type?: 'null';
  content?: Record<string, { schema: unknown }>;
}

/** The responses of a route: those it names, and a problem for whatever else. */
export function describedAnswers(
  response: unknown,
  { method, config }: RouteOptions,
): Record<string, Described> {
  const named = Object.entries((response ?? {}) as Record<string, unknown>);
  const problem = named.find(([status]) => status === '4xx')?.[1] as Described | undefined;
  const isReading = [method].flat().includes('GET');
  const problems =
    problem === undefined
      ? []
      : (isReading ? READING : DOING).map((status) => [`${status}`, problemAt(status, problem)] as const);
  const answers = named.map(([status, schema]) => [status, described(status, schema, config ?? {})] as const);
  return Object.fromEntries([...answers, ...problems]);
}

function described(
  status: string,
  schema: unknown,
  { alsoAs = {}, onlyAs = 'application/json' }: FastifyContextConfig,
): Described {
  const description = SUCCESSES[status];
  if (description === undefined) return schema as Described;
  // Fastify's own way to say that there is no body.
  if (status === '204') return { description, type: 'null' };
  const others = status === '200' ? Object.entries(alsoAs) : [];
  const content = others.map(
    ([type, told]) => [type, { schema: { type: 'string', description: told } }] as const,
  );
  return { description, content: { [onlyAs]: { schema }, ...Object.fromEntries(content) } };
}

function problemAt(status: number, problem: Described): Described {
  const codes = Object.entries(PROBLEMS).filter(([, kind]) => kind.status === status);
  return { ...problem, description: codes.map(([code, { title }]) => `\`${code}\`: ${title}`).join('\n\n') };
}
