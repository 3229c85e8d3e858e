/** A problem as it is thrown in this room, and the document (RFC 9457) that a caller gets of it. */
import type { FastifyReply } from 'fastify';
import type { RefusalDetail } from '../../workflows/refusals';
import { PROBLEMS, type ProblemCode } from './problems';

/** What a problem may carry beside its code. */
export interface ProblemFacts extends RefusalDetail {
  /** What `/readyz` waits for. */
  missing?: string[];
}

/** How soon a caller may try again when nothing better is known, in seconds. */
const RETRY_AFTER_S = 2;

/** Thrown to answer with a problem. `message` becomes `detail`: what was wrong and what to do, nothing personal. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly facts: ProblemFacts;

  constructor(code: ProblemCode, message: string, facts: ProblemFacts = {}) {
    super(message);
    this.code = code;
    this.facts = facts;
  }

  /** Fastify asks an error for its status; so does its rate limit. */
  get statusCode(): number {
    return PROBLEMS[this.code].status;
  }
}

/** The document of a problem. */
export function problemDocument({ code, message, facts }: Problem) {
  const { status, title } = PROBLEMS[code];
  return { type: `urn:holdfast:problem:${code}`, title, status, code, detail: message, ...facts };
}

/** Answers with a problem; 503 and 429 say when to try again. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status } = PROBLEMS[problem.code];
  const isForLater = status === 503 || status === 429;
  if (isForLater && !reply.hasHeader('Retry-After')) reply.header('Retry-After', RETRY_AFTER_S);
  if (status === 401) reply.header('WWW-Authenticate', 'Bearer realm="holdfast"');
  return reply
    .code(status)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemDocument(problem)));
}
