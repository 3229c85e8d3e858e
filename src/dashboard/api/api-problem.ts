/** What went wrong with a request: the server's problem document (RFC 9457), or that no answer came at all. */
import type { Operation, OrderState } from './types';

/** The fields of a problem document that the dashboard reads. */
export interface ProblemDocument {
  code: string;
  title: string;
  detail?: string;
  errors?: { path: string; message: string }[];
  state?: OrderState;
  allowedActions?: string[];
  operation?: Operation;
  provider?: { status: number | null; message: string | null; fields?: string[] };
  evidence?: unknown;
}

/** Thrown for every answer that is no success. `status` is 0 where none came, and the code then `unreachable`. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly document: ProblemDocument;

  constructor(status: number, document: ProblemDocument) {
    super(document.title);
    this.status = status;
    this.document = document;
  }

  /** Stable; the server's documentation lists all. */
  get code(): string {
    return this.document.code;
  }

  /** Whether the command may have been taken on all the same: only the same Idempotency-Key may ask again. */
  get isUncertain(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

/** No answer came: the connection broke, the time ran out, or what came was no answer of ours. */
export function unreachable(): ApiProblem {
  return new ApiProblem(0, { code: 'unreachable', title: 'The server does not answer' });
}

/** Whether it says that nobody is signed in any more. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401;
}
