/** Whether each part that orders need is ready, as this process sees it: what `/readyz` says, at a scrape. */
import { Gauge } from 'prom-client';
import type { ProcessRegistry } from './process-registry';

/** Adds the gauge; `readiness` answers in a few seconds and never throws, as `/readyz` has it. */
export function showReadiness(registry: ProcessRegistry, readiness: () => Promise<object>): void {
  const ready = new Gauge({
    name: 'holdfast_ready',
    help: '1 for each part that is ready as this process sees it, else 0.',
    labelNames: ['part'],
    registers: [registry],
  });
  registry.beforeScrape(async () => {
    for (const [part, isReady] of Object.entries(await readiness())) ready.set({ part }, isReady ? 1 : 0);
  });
}
