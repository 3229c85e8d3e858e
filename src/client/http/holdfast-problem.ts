/** What a call over HTTP may fail with: a problem that the server has answered with, or no answer at all. */
import type { FieldFault, RefusalDetail } from '../../../workflows/refusals';

/** A problem document (RFC 9457) as the server sends it; docs/reference/problems.md lists the codes. */
export interface ProblemDocument extends RefusalDetail {
  code: string;
  title: string;
  status: number;
  detail: string;
}

/** The server refused or failed, and said why. Programs read `code`, people `detail`. */
export class HoldfastProblem extends Error implements ProblemDocument {
  override readonly name = 'HoldfastProblem';
  /** Stable, in snake_case. */
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Every field at fault, where the body or the query was refused. */
  readonly errors: FieldFault[];
  /** Of the order, where its state forbids the command. */
  readonly state?: string;
  /** What may be asked instead. */
  readonly allowedActions: string[];
  readonly operation?: NonNullable<RefusalDetail['operation']>;
  /** What Front Payment has said, where it refused. */
  readonly provider?: NonNullable<RefusalDetail['provider']>;
  readonly attention?: NonNullable<RefusalDetail['attention']>;
  readonly evidence?: unknown;
  /** When to try again at the earliest; null where the server does not say. */
  readonly retryAfterMs: number | null;

  constructor(problem: ProblemDocument, retryAfterMs: number | null = null) {
    super(`${problem.title}. ${problem.detail}`);
    this.code = problem.code;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.allowedActions = problem.allowedActions ?? [];
    this.retryAfterMs = retryAfterMs;
    if (problem.state !== undefined) this.state = problem.state;
    if (problem.operation !== undefined) this.operation = problem.operation;
    if (problem.provider !== undefined) this.provider = problem.provider;
    if (problem.attention !== undefined) this.attention = problem.attention;
    if (problem.evidence !== undefined) this.evidence = problem.evidence;
  }
}

/** What became of a request without an answer: no connection was made; it changes nothing; or nobody knows. */
export type RequestFate = 'notSent' | 'reading' | 'unknown';

const FATE_TEXT: Record<RequestFate, string> = {
  notSent:
    'No connection to Holdfast could be made, so nothing was sent. Check the URL, and whether the server runs.',
  reading:
    'Holdfast gave no answer that can be read. Nothing was changed. Check the URL, and whether the server runs.',
  unknown:
    'Holdfast gave no answer that can be read. Whether it was done is not known. Ask again under the same idempotency key.',
};

/**
 * No answer came, or none that can be read. A command that failed with the fate `unknown` may have been carried out:
 * send it again under the same idempotency key.
 */
export class HoldfastUnreachableError extends Error {
  override readonly name = 'HoldfastUnreachableError';
  readonly code = 'holdfast_unreachable';

  /** `unknown` unless given. */
  readonly fate: RequestFate;

  constructor({ fate = 'unknown', ...options }: ErrorOptions & { fate?: RequestFate } = {}) {
    super(FATE_TEXT[fate], options);
    this.fate = fate;
  }
}

/** The problem in an answer of a status of 300 and above; what is none (a proxy's page, for one) becomes one. */
export function problemOf(answer: { status: number; headers: Headers; data: unknown }): HoldfastProblem {
  const { status, headers, data } = answer;
  const retryAfterMs = retryAfterOf(headers);
  if (isProblem(data)) return new HoldfastProblem({ ...data, status }, retryAfterMs);
  const title = 'The answer is no problem document';
  const detail = `Something between here and Holdfast answered with status ${status}. Check the URL and what stands before the server.`;
  return new HoldfastProblem({ code: 'answer_not_understood', title, status, detail }, retryAfterMs);
}

function isProblem(data: unknown): data is ProblemDocument {
  const { code, detail, title } = (data ?? {}) as Partial<Record<keyof ProblemDocument, unknown>>;
  return typeof code === 'string' && typeof detail === 'string' && typeof title === 'string';
}

/** Only the form in seconds: ours, and that of the usual proxies. */
function retryAfterOf(headers: Headers): number | null {
  const seconds = headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : null;
}
