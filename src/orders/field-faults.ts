/** What a schema found wrong, as faults by path: `lines.0.amountMinor`. */
import type { z } from 'zod';
import type { FieldFault } from '../../workflows/refusals';

type Issue = z.core.$ZodIssue;

/** Every field at fault, each unknown field by its own path; the empty path is the body itself. */
export function fieldFaults(error: z.core.$ZodError): FieldFault[] {
  return error.issues.flatMap(faultsOf);
}

function faultsOf(issue: Issue): FieldFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: dotted([...issue.path, shownKey(key)]),
      message: 'is not a known field',
    }));
  }
  return [{ path: dotted(issue.path), message: messageOf(issue) }];
}

/** A name as far as it is one: what else stands in its place may be about a person, and is not repeated. */
function shownKey(key: string): string {
  return /^[A-Za-z_]\w{0,39}$/.test(key) ? key : '(a field)';
}

function messageOf(issue: Issue): string {
  // Zod's own text for a missing field is "expected …, received undefined", which JSON does not know.
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return isMissing ? `is missing: expected ${issue.expected}` : issue.message;
}

function dotted(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
