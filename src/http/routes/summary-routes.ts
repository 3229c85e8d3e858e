/** What is to be seen of all orders at once, and of the surroundings: `/v1/summary` and `/v1/diagnosis`. */
import { answers } from '../answer-schemas';
import type { App } from '../app';
import { diagnosisSchema, summarySchema } from '../dashboard-answers';
import type { ServerDependencies } from '../dependencies';

/** Adds both routes. */
export function summaryRoutes(
  app: App,
  { summarize, diagnose }: Pick<ServerDependencies, 'summarize' | 'diagnose'>,
): void {
  app.get(
    '/v1/summary',
    {
      config: { access: 'read' },
      schema: {
        operationId: 'getSummary',
        summary: 'How many open orders there are, are due, and wait for a person',
        tags: ['reservations'],
        response: answers({ 200: summarySchema }),
      },
    },
    () => summarize(),
  );
  app.get(
    '/v1/diagnosis',
    {
      config: { access: 'operate' },
      schema: {
        operationId: 'getDiagnosis',
        summary: 'What of the surroundings works, and what to do about the rest',
        tags: ['operation'],
        response: answers({ 200: diagnosisSchema }),
      },
    },
    async () => ({ checks: await diagnose() }),
  );
}
