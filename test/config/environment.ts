/** Invented environments for the settings' tests, and the two ways to look at their outcome. */
import { readSettings } from '../../src/config/read-settings';
import { SettingsError, type SettingsFault } from '../../src/config/settings-error';

/** Secrets that no output may contain. */
export const TOKEN = 'invented-token-7d1f0c';
export const CALLBACK_SECRET = 'invented-callback-secret-51aa';
export const VIEWER_KEY = 'invented-viewer-key-0001';
export const OPERATOR_KEY = 'invented-operator-key-0002';
export const TEMPORAL_API_KEY = 'invented-temporal-key-9c';
export const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64');

/** A production-like environment in which nothing is at fault. */
export const PRODUCTION = {
  HOST: '0.0.0.0',
  PUBLIC_URL: 'https://holdfast.example.com/',
  HOLDFAST_API_KEYS: `viewer:${VIEWER_KEY},operator:${OPERATOR_KEY}`,
  HOLDFAST_ENCRYPTION_KEYS: `k2026:${ENCRYPTION_KEY}`,
  FRONT_PAYMENT_BASE_URL: 'https://demo-api.frontpayment.no/api/v1/',
  FRONT_PAYMENT_TOKEN: TOKEN,
  FRONT_PAYMENT_CALLBACK_SECRET: CALLBACK_SECRET,
  TEMPORAL_ADDRESS: 'temporal.example.com:7233',
  TEMPORAL_API_KEY,
  RECORDS_URL: 'postgres://holdfast:invented-password@db.example.com/holdfast',
};

/** Everything that must never be seen in an output made from PRODUCTION. */
export const SECRET_TEXTS = [
  TOKEN,
  CALLBACK_SECRET,
  VIEWER_KEY,
  OPERATOR_KEY,
  TEMPORAL_API_KEY,
  ENCRYPTION_KEY,
  'invented-password',
];

/** The error that an environment leads to; throws when it leads to none. */
export function errorOf(env: Record<string, string | undefined>): SettingsError {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('the settings were taken');
}

/** The faults that an environment has. */
export function faultsOf(env: Record<string, string | undefined>): readonly SettingsFault[] {
  return errorOf(env).faults;
}
