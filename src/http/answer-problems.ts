/** What every server of ours answers where a request fails or leads nowhere: a problem document. */
import { CALLBACK_PATH } from '../callbacks/token';
import type { App } from './app';
import { Problem, sendProblem } from './problem';
import { PROBLEMS } from './problems';
import { logFailure } from './request-log';
import { toProblem } from './to-problem';

/** Has failures of our own logged. */
export function answerProblems(app: App): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error);
    if (PROBLEMS[problem.code].status >= 500) logFailure(request, problem.code, error);
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((request, reply) => {
    // Methods that the router does not even know end up here.
    if (request.raw.url?.startsWith(CALLBACK_PATH) && request.method !== 'GET') {
      reply.header('Allow', 'GET');
      throw new Problem('method_not_allowed', 'Nothing was done. Use GET.');
    }
    throw new Problem('route_not_found', 'Nothing is served under this path. See /openapi.json.');
  });
}
