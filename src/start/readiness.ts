/** What `/readyz` tells: each part is asked, none is believed for what it was a moment ago. */
import type { Client } from '@temporalio/client';
import type { Readiness } from '../http/dependencies';
import type { KeptWorker } from './keep-worker';
import type { Provider } from './open-provider';

const PATIENCE_MS = 1_500;

/** The parts that readiness depends on. */
export interface ReadinessParts {
  client: Client;
  worker: Pick<KeptWorker, 'isRunning'>;
  provider: Pick<Provider, 'isTokenAccepted'>;
}

/** Makes the function that asks them. It answers within two seconds and never throws. */
export function readinessOf({ client, worker, provider }: ReadinessParts): () => Promise<Readiness> {
  return async () => ({
    engine: await answers(client),
    worker: worker.isRunning(),
    provider: provider.isTokenAccepted(),
  });
}

async function answers(client: Client): Promise<boolean> {
  const asked = client
    .withDeadline(Date.now() + PATIENCE_MS, () => client.workflowService.getSystemInfo({}))
    .then(
      () => true,
      () => false,
    );
  // The SDK goes on trying beyond its deadline while connections are refused.
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
