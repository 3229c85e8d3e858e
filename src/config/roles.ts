/**
 * What each role of the one binary cannot do without. `start` is a whole on its own and has a default for everything;
 * servers and workers are parts of one whole, and what they share must be named to each of them.
 */
import { isLoopbackHost } from './loopback';
import type { SettingValues } from './schema';
import type { SettingsFault } from './settings-error';
import type { TemporalSettings } from './temporal';

/** `start`: everything in one process. `server`: HTTP alone. `worker`: the workflows and the provider's calls alone. */
export type Role = 'start' | 'server' | 'worker';

/** Whether the role's own listener can be reached from elsewhere; undefined where its host was at fault. */
export function listensElsewhere(role: Role, values: Partial<SettingValues>): boolean | undefined {
  const host = role === 'worker' ? values.WORKER_HOST : values.HOST;
  return host === undefined ? undefined : !isLoopbackHost(host);
}

/** What the role lacks; `temporal` is null where it was at fault itself. */
export function roleFaults(
  role: Role,
  values: Partial<SettingValues>,
  temporal: TemporalSettings | null,
): SettingsFault[] {
  if (role === 'start') return [];
  const missing: [setting: string, isMissing: boolean, allowed: string][] = [
    [
      'TEMPORAL_ADDRESS',
      temporal !== null && temporal.address === null,
      'host:port of the Temporal server that all servers and workers share (a running `holdfast start` prints its own)',
    ],
    [
      'RECORDS_URL',
      values.RECORDS_URL === null,
      'the record that all servers and workers share: postgres://…, or file:/absolute/path on one machine',
    ],
    [
      'FRONT_PAYMENT_BASE_URL',
      values.FRONT_PAYMENT_BASE_URL === null,
      'Front Payment’s, or on this machine that of a sandbox of its own (`holdfast sandbox` prints it)',
    ],
    [
      'HOLDFAST_API_KEYS',
      role === 'server' && values.HOLDFAST_API_KEYS === null && listensElsewhere(role, values) === false,
      'role:key pairs, the same for every server (keys are made by `holdfast start` only)',
    ],
  ];
  return missing
    .filter(([, isMissing]) => isMissing)
    .map(([setting, , allowed]) => ({
      setting,
      problem: `is missing, and \`holdfast ${role}\` cannot do without; allowed: ${allowed}`,
    }));
}
