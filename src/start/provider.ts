/**
 * How workers reach Front Payment. The sandbox keeps each reservation's clock by the workflow's own time, so that
 * seven days skipped here are seven days there; the real provider is told nothing.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallFrontPayment } from '../../activities/dependencies';
import { createFrontPaymentClient, type FrontPaymentClientOptions } from '../front-payment';

/** The real provider: one client, its own clock. */
export function callReal(options: FrontPaymentClientOptions): CallFrontPayment {
  const client = createFrontPaymentClient(options);
  return (_at, call) => call(client);
}

/** The sandbox: every call carries the workflow's time in `nowHeader`. */
export function callSandbox(options: FrontPaymentClientOptions & { nowHeader: string }): CallFrontPayment {
  const { nowHeader, ...clientOptions } = options;
  const moment = new AsyncLocalStorage<string>();
  const headers = (): Record<string, string> => {
    const at = moment.getStore();
    return at === undefined ? {} : { [nowHeader]: at };
  };
  const client = createFrontPaymentClient({ ...clientOptions, headers });
  return (at, call) => moment.run(at, () => call(client));
}
