/** The server's problem documents (RFC 9457) as this side reads them, and what they mean for the exit code. */
import { stringify } from 'yaml';
import { z } from 'zod';
import type { ExitReason } from './exit-codes';

const problemSchema = z.looseObject({
  status: z.int(),
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  state: z.string().optional(),
  allowedActions: z.array(z.string()).optional(),
  provider: z.looseObject({ status: z.int().nullable(), message: z.string().nullable() }).optional(),
  /** What the provider's books showed, where they contradict a person's word. */
  evidence: z.unknown().optional(),
});

/** A problem as the server tells it. */
export type ProblemDocument = z.infer<typeof problemSchema>;

/** Reads an answer's body; null for what is no problem document. */
export function readProblem(body: unknown): ProblemDocument | null {
  const read = problemSchema.safeParse(body);
  return read.success ? read.data : null;
}

/** Which exit a problem, or an HTTP status alone, leads to. */
export function exitFor({ status, code }: Pick<ProblemDocument, 'status'> & { code?: string }): ExitReason {
  if (code === 'sandbox_only') return 'refused';
  // The server has no such route at all: that is no word about an order.
  if (code === 'route_not_found') return 'failed';
  if (status === 400 || status === 422) return 'usage';
  if (status === 401 || status === 403) return 'notAllowed';
  if (status === 409) return 'refused';
  if (status === 404) return 'notFound';
  // 502 and 504 come from what stands before the server; it may be there again the next moment.
  if ([429, 502, 503, 504].includes(status)) return 'unavailable';
  return 'failed';
}

const STATE_SENTENCE = / The order is \w+; this moment allows: [^.]*\./;

/** The problem in lines for a person: code and title, what was wrong, each field, what is allowed instead. */
export function describeProblem({
  code,
  title,
  detail,
  errors,
  state,
  allowedActions,
  provider,
  evidence,
}: ProblemDocument): string {
  // The state and what it allows are said below, from the fields, and once is enough.
  const lines = [`${title} (${code}).`, detail.replace(STATE_SENTENCE, '')];
  for (const { path, message } of errors ?? []) lines.push(`  ${path || '(body)'}: ${message}`);
  // Without a status nothing was sent, and Front Payment has said nothing.
  if (provider && provider.status !== null)
    lines.push(`Front Payment says: ${provider.status} ${provider.message ?? ''}`.trimEnd());
  if (state !== undefined) {
    const allowed = allowedActions?.length ? allowedActions.join(', ') : 'nothing';
    lines.push(`The order is ${state}; what is still allowed: ${allowed}.`);
  }
  if (code === 'capture_exceeds_runway')
    lines.push('What is left to capture is the runway: `holdfast show ORDER`.');
  if (evidence != null) lines.push('What the provider shows:', indented(stringify(evidence)));
  return lines.join('\n');
}

function indented(text: string): string {
  return text.trimEnd().replace(/^/gm, '  ');
}
