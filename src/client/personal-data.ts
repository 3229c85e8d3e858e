/** What the law gives an order's customer: to see everything that is known of him, and to be forgotten. */
import { type ExportDependencies, exportOrder, type OrderExport } from './export-order';
import { type ForgetDependencies, type ForgetReason, type ForgottenOrder, forgetOrder } from './forget-order';

/** Both throw OrderNotFoundError, EngineUnavailableError, EngineBusyError, RecordsUnavailableError. */
export interface PersonalData {
  /** Everything, once it was kept that it is shown to `by`. */
  export(orderId: string, by: string): Promise<OrderExport>;
  /** Takes the customer out of an order that has ended. @throws OrderOpenError */
  forget(orderId: string, reason: ForgetReason): Promise<ForgottenOrder>;
}

/** Makes both. */
export function createPersonalData(dependencies: ExportDependencies & ForgetDependencies): PersonalData {
  return {
    export: (orderId, by) => exportOrder(dependencies, orderId, by),
    forget: (orderId, reason) => forgetOrder(dependencies, orderId, reason),
  };
}
