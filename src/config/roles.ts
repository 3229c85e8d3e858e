/**
 * What each role of the one binary cannot do without. `start` is a whole on its own and has a default for everything;
 * servers and workers are parts of one whole, and what they share must be named to each of them.
 */
import { isLoopbackHost } from './loopback';
import type { SettingValues } from './schema';
import type { SettingsFault } from './settings-error';
import type { TemporalSettings } from './temporal';

/**
 * `start`: everything in one process. `server`: HTTP alone. `worker`: the workflows and the provider's calls alone.
 * `codec`: what decrypts for Temporal's UI and CLI, and needs no other part.
 */
export type Role = 'start' | 'server' | 'worker' | 'codec';

const HOST_OF = { start: 'HOST', server: 'HOST', worker: 'WORKER_HOST', codec: 'CODEC_HOST' } as const;

/** Whether the role's own listener can be reached from elsewhere; undefined where its host was at fault. */
export function listensElsewhere(role: Role, values: Partial<SettingValues>): boolean | undefined {
  const host = values[HOST_OF[role]];
  return host === undefined ? undefined : !isLoopbackHost(host);
}

/** What the role lacks; `temporal` is null where it was at fault itself. */
export function roleFaults(
  role: Role,
  values: Partial<SettingValues>,
  temporal: TemporalSettings | null,
): SettingsFault[] {
  if (role === 'start') return [];
  const missing: Missing[] = role === 'codec' ? codecNeeds(values) : partNeeds(role, values, temporal);
  return missing
    .filter(([, isMissing]) => isMissing)
    .map(([setting, , allowed]) => ({
      setting,
      problem: `is missing, and \`holdfast ${role}\` cannot do without; allowed: ${allowed}`,
    }));
}

type Missing = [setting: string, isMissing: boolean, allowed: string];

function codecNeeds({
  HOLDFAST_ENCRYPTION_KEYS,
  CODEC_KEYS,
  HOLDFAST_API_KEYS,
}: Partial<SettingValues>): Missing[] {
  const isAnyoneAllowed = HOLDFAST_API_KEYS?.some(({ role }) => role === 'operator') ?? false;
  return [
    ['HOLDFAST_ENCRYPTION_KEYS', HOLDFAST_ENCRYPTION_KEYS === null, 'what the servers and workers have'],
    [
      'CODEC_KEYS',
      CODEC_KEYS === null && HOLDFAST_API_KEYS !== undefined && !isAnyoneAllowed,
      'name:key pairs of who may have things decrypted, or an operator’s key in HOLDFAST_API_KEYS',
    ],
  ];
}

function partNeeds(
  role: 'server' | 'worker',
  values: Partial<SettingValues>,
  temporal: TemporalSettings | null,
): Missing[] {
  return [
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
}
