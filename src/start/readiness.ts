/** What `/readyz` tells: each part is asked, none is believed for what it was a moment ago. */
import type { Client } from '@temporalio/client';
import { showsLife } from '../client/patience';
import type { Readiness } from '../http/dependencies';
import type { Provider } from './open-provider';

/** The parts that readiness depends on. */
export interface ReadinessParts {
  client: Client;
  /** This process's own, or whether any polls elsewhere. */
  worker: { isRunning(): boolean | Promise<boolean> };
  provider: Pick<Provider, 'isTokenAccepted'>;
}

/** Makes the function that asks them. It answers in about two seconds at most and never throws. */
export function readinessOf({ client, worker, provider }: ReadinessParts): () => Promise<Readiness> {
  return async () => {
    const [engine, isWorkerRunning] = await Promise.all([
      showsLife(client).then(
        () => true,
        () => false,
      ),
      worker.isRunning(),
    ]);
    return { engine, worker: isWorkerRunning, provider: provider.isTokenAccepted() };
  };
}
