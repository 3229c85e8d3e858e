/** What the dashboard's routes stand on where a test is about something else: no order, no sandbox, nothing built. */
import { OrderNotFoundError } from '../../src/client';
import type { ServerDependencies } from '../../src/http/dependencies';
import { createWebhooksDoor } from '../../src/webhooks/webhooks-door';

/** The part of the server's dependencies that only the dashboard's routes use. */
export function noDashboard() {
  const unknown = async () => {
    throw new OrderNotFoundError();
  };
  const none = { submitting: 0, awaitingPayment: 0, reserved: 0, captured: 0 };
  const ended = { completed: 0, cancelled: 0, expired: 0, failed: 0 };
  return {
    sheets: { sheet: unknown, customer: unknown },
    personalData: { export: unknown, forget: unknown },
    summarize: async () => ({
      asOf: '2026-11-21T10:00:00.000Z',
      open: 0,
      dueWithin24h: 0,
      dueWithin1h: 0,
      attention: 0,
      byState: { ...none, ...ended },
    }),
    diagnose: async () => [],
    sandbox: null,
    changes: { subscribe: () => () => undefined, hasTold: async () => false, changesSince: async () => [] },
    webhooks: createWebhooksDoor({ books: { list: async () => [], replay: async () => 0 }, isOn: false }),
    publicUrl: 'http://127.0.0.1',
    dashboardDir: null,
  } satisfies Partial<ServerDependencies>;
}
