/** What the settings tell the workflows. */
import type { WorkflowSettings } from '../../workflows/state';
import type { Settings } from '../config/settings';

/** Those of a new order. */
export function workflowSettingsOf({
  policy,
  frontPayment,
}: Pick<Settings, 'policy' | 'frontPayment'>): WorkflowSettings {
  return { verifyScheduleMs: [...policy.verifyScheduleMs], providerTimeoutMs: frontPayment.timeoutMs };
}
