/** The table for people and the names that are read: neither may have a setting that the other has not. */
import { describe, expect, it } from '@jest/globals';
import { describeSettings } from '../../src/config/describe-settings';
import { readSettings, SETTING_NAMES } from '../../src/config/read-settings';
import { SCHEMA } from '../../src/config/schema';

/** The names that other people's scripts rely on. */
const PUBLISHED = [
  ...['HOST', 'PORT', 'PUBLIC_URL', 'HOLDFAST_DATA_DIR', 'HOLDFAST_API_KEYS', 'HOLDFAST_ENCRYPTION_KEYS'],
  ...[
    'HOLDFAST_ENCRYPTION',
    'FRONT_PAYMENT_BASE_URL',
    'FRONT_PAYMENT_TOKEN',
    'FRONT_PAYMENT_CALLBACK_SECRET',
  ],
  ...['FRONT_PAYMENT_TIMEOUT', 'FRONT_PAYMENT_RATE_PER_MINUTE', 'FRONT_PAYMENT_CHARGE_VALIDITY_UNIT'],
  ...['FRONT_PAYMENT_CANCEL_METHOD', 'VERIFY_SCHEDULE', 'CAPTURE_WINDOW', 'SAFETY_MARGIN', 'SWEEP_INTERVAL'],
  ...['HOLDFAST_TRUSTED_PROXIES'],
  ...['WORKER_HOST', 'WORKER_PORT', 'SHUTDOWN_GRACE', 'SHUTDOWN_DELAY'],
  ...['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'TEMPORAL_API_KEY', 'TEMPORAL_TLS', 'TEMPORAL_TLS_*'],
  ...['TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE', 'TEMPORAL_GRPC_META_*', 'RECORDS_URL', 'TASK_QUEUE'],
  ...['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_SERVICE_NAME'],
  ...['WORKER_BUILD_ID', 'WORKER_DEPLOYMENT'],
  ...['CODEC_HOST', 'CODEC_PORT', 'CODEC_KEYS', 'CODEC_UI_ORIGIN'],
  ...[
    'WEBHOOK_URL',
    'WEBHOOK_SECRETS',
    'WEBHOOK_ALLOW_PRIVATE_NETWORK',
    'WEBHOOK_TIMEOUT',
    'WEBHOOK_DUE_SOON',
  ],
];

describe('the table of settings', () => {
  const table = describeSettings();
  const names = table.map((row) => row.name);

  it('has every published name and no other', () => {
    expect([...names].sort()).toEqual([...PUBLISHED].sort());
  });

  it('has every name that is read, and every row of ours is read', () => {
    expect(names.filter((name) => !name.startsWith('TEMPORAL_'))).toEqual(SETTING_NAMES);
  });

  it('says a default and a meaning for each', () => {
    for (const row of table) {
      expect(row.default).not.toBe('');
      expect(row.meaning).not.toBe('');
    }
  });

  it('names defaults that lead to the same settings when they are written out', () => {
    const written = Object.entries(SCHEMA).flatMap(([name, row]) =>
      'standard' in row ? [[name, row.standard] as const] : [],
    );
    expect(JSON.stringify(readSettings(Object.fromEntries(written)))).toBe(JSON.stringify(readSettings({})));
  });
});
