/**
 * Whether a message's body has its command's shape. Plain TypeScript: raw Temporal clients reach the workflow
 * without passing our doors, and a schema library would cost memory in every cached workflow.
 */
import type { FieldFault } from './refusals';

/** The messages that have a body to check: the six commands, and `resolve`. */
export type MessageName = 'capture' | 'charge' | 'refund' | 'cancel' | 'complete' | 'resend' | 'resolve';

type Check = (body: Record<string, unknown>, faults: FieldFault[]) => void;

const MAX_TEXT = 1000;

/** What is named, not told: references, ids, telephone numbers. */
const NAME = /^[A-Za-z0-9+#._:-]{1,64}$/;
const MAX_LINES = 500;

const FIELDS: Record<MessageName, readonly string[]> = {
  capture: ['note', 'amountMinor', 'lines'],
  charge: ['lines', 'note'],
  refund: ['reference', 'note', 'amountMinor', 'lines'],
  cancel: ['note'],
  complete: ['note'],
  resend: ['email', 'phone'],
  resolve: ['operationId', 'outcome', 'evidence'],
};

const CHECKS: Record<MessageName, Check> = {
  capture(body, faults) {
    optionalText(body, 'note', faults);
    amountOrLines(body, faults);
  },
  charge(body, faults) {
    optionalText(body, 'note', faults);
    list(body['lines'], 'lines', faults, (line, path) => {
      text(line, 'name', faults, path);
      amount(line['amountMinor'], `${path}.amountMinor`, faults);
      const tax = line['taxPercent'];
      if (typeof tax !== 'number' || !(tax >= 0 && tax <= 100))
        fault(faults, `${path}.taxPercent`, 'must be a percentage from 0 to 100');
    });
    total(body['lines'], faults);
  },
  refund(body, faults) {
    name(body, 'reference', faults);
    optionalText(body, 'note', faults);
    amountOrLines(body, faults);
  },
  cancel: (body, faults) => text(body, 'note', faults),
  complete: (body, faults) => text(body, 'note', faults),
  resend(body, faults) {
    optionalText(body, 'email', faults);
    const phone = body['phone'];
    if (phone === undefined) return;
    if (!isObject(phone)) return fault(faults, 'phone', 'must be an object');
    name(phone, 'countryCode', faults, 'phone');
    name(phone, 'number', faults, 'phone');
  },
  resolve(body, faults) {
    name(body, 'operationId', faults);
    text(body, 'evidence', faults);
    if (body['outcome'] !== 'executed' && body['outcome'] !== 'refused') {
      fault(faults, 'outcome', 'must be "executed" or "refused"');
    }
  },
};

/** Every field at fault; an empty list when the body is the command's. */
export function shapeFaults(name: MessageName, body: unknown): FieldFault[] {
  if (!isObject(body)) return [{ path: '', message: 'must be an object' }];
  const faults: FieldFault[] = Object.keys(body)
    .filter((key) => !FIELDS[name].includes(key))
    .map((key) => ({ path: shownKey(key), message: `is not a field of ${name}` }));
  CHECKS[name](body, faults);
  return faults;
}

/** The name of a field that nobody knows, as far as it is one: what else stands there may be about a person. */
function shownKey(key: string): string {
  return /^[A-Za-z_]\w{0,39}$/.test(key) ? key : '(a field)';
}

/** Names a caller may give to an operation: they stand in the provider's texts and in our logs. */
export const OPERATION_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * Every fault of a command's second argument. An operation id that cannot be one is refused, not replaced: its caller
 * relies on it, and a repeat under a replaced one would move money twice.
 */
export function contextFaults(by: unknown): FieldFault[] {
  if (by === undefined || by === null) return [];
  if (!isObject(by)) return [{ path: 'context', message: 'must be an object' }];
  const faults: FieldFault[] = [];
  const { operationId } = by;
  if (operationId !== undefined && !(typeof operationId === 'string' && OPERATION_ID.test(operationId))) {
    fault(
      faults,
      'context.operationId',
      'must be 1 to 64 of letters, digits and ._-, beginning with a letter or digit',
    );
  }
  if (by['requestedBy'] !== undefined) text(by, 'requestedBy', faults, 'context');
  return faults;
}

function amountOrLines(body: Record<string, unknown>, faults: FieldFault[]): void {
  if (body['amountMinor'] !== undefined && body['lines'] !== undefined) {
    fault(faults, 'lines', 'cannot stand beside amountMinor: give one of them');
  }
  if (body['amountMinor'] !== undefined) amount(body['amountMinor'], 'amountMinor', faults);
  if (body['lines'] === undefined) return;
  const seen = new Set<unknown>();
  list(body['lines'], 'lines', faults, (entry, path) => {
    const line = entry['line'];
    if (!Number.isSafeInteger(line) || (line as number) < 0)
      fault(faults, `${path}.line`, 'must be a line index from 0');
    if (seen.has(line)) fault(faults, `${path}.line`, 'names a line twice');
    seen.add(line);
    amount(entry['amountMinor'], `${path}.amountMinor`, faults);
  });
  total(body['lines'], faults);
}

/** What each line holds, a sum may not: beyond a safe integer it would be counted wrong. */
function total(lines: unknown, faults: FieldFault[]): void {
  if (faults.length > 0) return;
  const sum = (lines as { amountMinor: number }[]).reduce(
    (before, { amountMinor }) => before + amountMinor,
    0,
  );
  if (!Number.isSafeInteger(sum)) {
    fault(faults, 'lines', 'must not add up to more than a safe integer of minor units');
  }
}

function amount(value: unknown, path: string, faults: FieldFault[]): void {
  if (!Number.isSafeInteger(value) || (value as number) <= 0) {
    fault(faults, path, 'must be a positive whole number of minor units');
  }
}

function text(body: Record<string, unknown>, key: string, faults: FieldFault[], parent = ''): void {
  const value = body[key];
  if (typeof value !== 'string' || value.trim() === '' || value.length > MAX_TEXT) {
    fault(faults, parent === '' ? key : `${parent}.${key}`, `must be a text of 1 to ${MAX_TEXT} characters`);
  }
}

function name(body: Record<string, unknown>, key: string, faults: FieldFault[], parent = ''): void {
  const value = body[key];
  if (typeof value === 'string' && NAME.test(value)) return;
  fault(faults, parent === '' ? key : `${parent}.${key}`, 'must be 1 to 64 of letters, digits and +#._:-');
}

function optionalText(body: Record<string, unknown>, key: string, faults: FieldFault[]): void {
  if (body[key] !== undefined) text(body, key, faults);
}

function list(
  value: unknown,
  path: string,
  faults: FieldFault[],
  check: (entry: Record<string, unknown>, path: string) => void,
): void {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_LINES) {
    return fault(faults, path, `must be a list of 1 to ${MAX_LINES} entries`);
  }
  value.forEach((entry, index) => {
    if (isObject(entry)) check(entry, `${path}.${index}`);
    else fault(faults, `${path}.${index}`, 'must be an object');
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fault(faults: FieldFault[], path: string, message: string): void {
  faults.push({ path, message });
}
