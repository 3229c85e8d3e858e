// The package entry `holdfast/sandbox`: a stateful Front Payment on a real port, for tests, demos and trying out.
// Nothing else of this room is public.
export type { Actor, BooksView, CallbackRecord, CallRecord, Execution, ExecutionKind } from './books';
export { CALL_NAMES, type CallName } from './call-names';
export { checksumOf } from './callback-query';
export { NOW_HEADER } from './clock';
export type { Control } from './control/control';
export { SandboxControlError } from './control/control-error';
export type { Dashboard, DashboardCapture, DashboardRefund } from './control/dashboard';
export type { ReservationView, TakingView } from './control/views';
export type { CallbackFault, CallFault, Fault, LagFault, PendingFault, SetFault } from './faults';
export type { SandboxLogger } from './logger';
export type { NumbersAsStrings, SandboxEncryptionKey, SandboxOptions } from './settings';
export { type Sandbox, startSandbox } from './start-sandbox';
