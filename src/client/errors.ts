/**
 * What a call through the client may fail with: one class per reason, each with a stable `code`.
 * No message carries a body, a token or anything personal.
 */
import type { FieldFault, RefusalDetail, RefusalName } from '../../workflows/refusals';

/** The workflow refused: the order's state, the provider, or the body forbids it. `detail` says what to do about it. */
export class CommandRefusedError extends Error {
  override readonly name = 'CommandRefusedError';
  readonly code: RefusalName;
  readonly detail: RefusalDetail;

  constructor(code: RefusalName, message: string, detail: RefusalDetail) {
    super(message);
    this.code = code;
    this.detail = detail;
  }

  /** The order's state, where that forbids the command. */
  get state(): string | undefined {
    return this.detail.state;
  }

  /** What may be asked instead. */
  get allowedActions(): string[] {
    return this.detail.allowedActions ?? [];
  }

  /** The operation that was refused, or that stands in the way. */
  get operation(): RefusalDetail['operation'] {
    return this.detail.operation;
  }

  /** What Front Payment has said, where it refused. */
  get provider(): RefusalDetail['provider'] {
    return this.detail.provider;
  }

  /** Every field at fault, where the body was refused. */
  get errors(): FieldFault[] {
    return this.detail.errors ?? [];
  }
}

/** Neither the engine nor the record knows the order. */
export class OrderNotFoundError extends Error {
  override readonly name = 'OrderNotFoundError';
  readonly code = 'order_not_found';

  constructor() {
    super('No order has this id. Nothing was done. Place the order first.');
  }
}

/** The order has not ended, and what is needed to carry it out cannot be forgotten yet. */
export class OrderOpenError extends Error {
  override readonly name = 'OrderOpenError';
  readonly code = 'order_open';

  constructor() {
    super(
      'The order has not ended: its customer is needed to carry it out. Ask again once it has; cancelling or completing ' +
        'it ends it. Whatever was taken away before this was found is not put back.',
    );
  }
}

/**
 * Temporal, or the worker behind it, does not answer. A command that failed with it may still be carried out:
 * send it again under the same operation id.
 */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
  readonly code = 'engine_unavailable';

  constructor(options?: ErrorOptions) {
    super('The engine does not answer. Orders under way are unharmed. Ask again in a moment.', options);
  }
}

/** Temporal refuses for want of capacity: too many calls, or too many updates in flight on one order. */
export class EngineBusyError extends Error {
  override readonly name = 'EngineBusyError';
  readonly code = 'engine_busy';

  constructor(options?: ErrorOptions) {
    super('The engine has too much to do. Nothing was done. Ask again in a moment.', options);
  }
}

/** The order has no operation of this id. */
export class OperationNotFoundError extends Error {
  override readonly name = 'OperationNotFoundError';
  readonly code = 'operation_not_found';

  constructor() {
    super('The order has no operation of this id. See its operations.');
  }
}

/** The wait ran out before the outcome was known. The operation goes on: read the reservation to follow it. */
export class AnswerPendingError extends Error {
  override readonly name = 'AnswerPendingError';
  readonly code = 'answer_pending';
  /** The operation to follow, where it is known; null of an order that is being placed. */
  readonly operationId: string | null;

  constructor({ operationId, ...options }: ErrorOptions & { operationId?: string } = {}) {
    super('The outcome is not known yet. The operation goes on. Read the reservation to follow it.', options);
    this.operationId = operationId ?? null;
  }
}

/** A cursor that no page of this kind and order has given out. */
export class CursorInvalidError extends Error {
  override readonly name = 'CursorInvalidError';
  readonly code = 'cursor_invalid';

  constructor() {
    super('The cursor is not one that this list gave out. Nothing was read. Begin again without a cursor.');
  }
}

/** An idempotency key that not every door would take as it is, so that it might name two operations. */
export class IdempotencyKeyError extends Error {
  override readonly name = 'IdempotencyKeyError';
  readonly code = 'idempotency_key_invalid';

  constructor() {
    super(
      'The idempotency key cannot be used. Nothing was sent. Use 1 to 128 printable ASCII characters, no space at either end.',
    );
  }
}

/** What was given as encryption keys is no list of them. Says which entry is at fault, and quotes none. */
export class EncryptionKeysError extends Error {
  override readonly name = 'EncryptionKeysError';
  readonly code = 'encryption_keys_invalid';

  constructor(faults: readonly string[]) {
    super(`The encryption keys cannot be used. Nothing was sent. ${faults.join('; ')}`);
  }
}
