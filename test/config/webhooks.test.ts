/** The settings of webhooks: what is taken, what is refused by name, and that no fault shows them. */
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../../src/config/read-settings';
import { faultsOf } from './environment';

const secretOf = (fill: number, length = 32) => `whsec_${Buffer.alloc(length, fill).toString('base64')}`;
const NEWEST = secretOf(1);
const BEFORE = secretOf(2);
const URL_WITH_TOKEN = 'https://booking.example.com/hooks/?token=invented-hook-token';

describe('webhooks', () => {
  it('are off unless a URL is set', () => {
    expect(readSettings({}).webhooks).toBeNull();
  });

  it('take a URL as it is, and secrets in their order', () => {
    const { webhooks } = readSettings({
      WEBHOOK_URL: URL_WITH_TOKEN,
      WEBHOOK_SECRETS: `${NEWEST}, ${BEFORE}`,
      WEBHOOK_TIMEOUT: 'PT5S',
      WEBHOOK_DUE_SOON: 'PT2H',
    });
    expect(webhooks?.url.reveal()).toBe(URL_WITH_TOKEN);
    expect(webhooks?.secrets.map((secret) => secret.reveal())).toEqual([NEWEST, BEFORE]);
    expect(webhooks).toMatchObject({ allowsPrivateNetwork: false, timeoutMs: 5_000, dueSoonMs: 7_200_000 });
    const shown = `${inspect(webhooks, { depth: null, showHidden: true })} ${JSON.stringify(webhooks)}`;
    for (const text of ['invented-hook-token', NEWEST, BEFORE]) expect(shown).not.toContain(text);
  });

  it('wait 15 seconds for an answer and announce the timer a day ahead unless told otherwise', () => {
    const { webhooks } = readSettings({ WEBHOOK_URL: 'https://b.example/', WEBHOOK_SECRETS: NEWEST });
    expect(webhooks).toMatchObject({ timeoutMs: 15_000, dueSoonMs: 86_400_000 });
  });

  it.each([
    ['WEBHOOK_URL', { WEBHOOK_URL: 'booking.example.com' }, 'is not a URL'],
    ['WEBHOOK_URL', { WEBHOOK_URL: 'ftp://booking.example.com' }, 'is neither http nor https'],
    ['WEBHOOK_URL', { WEBHOOK_URL: 'https://me:invented@b.example' }, 'has a user name or a password in it'],
    ['WEBHOOK_URL', { WEBHOOK_URL: 'https://b.example/#part' }, 'has a fragment'],
    ['WEBHOOK_URL', { WEBHOOK_URL: 'http://b.example/' }, 'is plain http'],
    ['WEBHOOK_URL', { WEBHOOK_URL: 'https://10.0.0.7/' }, 'of a private network'],
    ['WEBHOOK_URL', { WEBHOOK_URL: 'https://[::1]/' }, 'of this machine'],
    ['WEBHOOK_URL', { WEBHOOK_URL: 'http://localhost:3000/' }, 'WEBHOOK_ALLOW_PRIVATE_NETWORK=on'],
    ['WEBHOOK_SECRETS', { WEBHOOK_SECRETS: '' }, 'is missing'],
    ['WEBHOOK_SECRETS', { WEBHOOK_SECRETS: 'invented-secret' }, 'entry 1 does not begin with whsec_'],
    [
      'WEBHOOK_SECRETS',
      { WEBHOOK_SECRETS: `${NEWEST},${secretOf(3, 8)}` },
      'entry 2 is shorter than 24 bytes',
    ],
    ['WEBHOOK_SECRETS', { WEBHOOK_SECRETS: secretOf(3, 65) }, 'entry 1 is longer than 64 bytes'],
    ['WEBHOOK_SECRETS', { WEBHOOK_SECRETS: 'whsec_not*base64' }, 'entry 1 is not base64'],
    ['WEBHOOK_SECRETS', { WEBHOOK_SECRETS: `${NEWEST},${NEWEST}` }, 'entry 2 repeats an earlier one'],
    ['WEBHOOK_TIMEOUT', { WEBHOOK_TIMEOUT: 'PT31S' }, 'is too long'],
    ['WEBHOOK_ALLOW_PRIVATE_NETWORK', { WEBHOOK_ALLOW_PRIVATE_NETWORK: 'yes' }, 'allowed: on or off'],
  ])('refuse by the name %s: %j', (setting, env, problem) => {
    const faults = faultsOf({ WEBHOOK_URL: 'https://b.example/', WEBHOOK_SECRETS: NEWEST, ...env });
    expect(faults.map((fault) => fault.setting)).toEqual([setting]);
    expect(faults[0]?.problem).toContain(problem);
    for (const text of [NEWEST.slice(6), 'invented']) expect(faults[0]?.problem).not.toContain(text);
  });

  it('may go to private networks, also over plain http, where that is allowed', () => {
    const { webhooks } = readSettings({
      WEBHOOK_URL: 'http://localhost:3000/hooks',
      WEBHOOK_SECRETS: NEWEST,
      WEBHOOK_ALLOW_PRIVATE_NETWORK: 'on',
    });
    expect(webhooks?.allowsPrivateNetwork).toBe(true);
  });

  it('warn where secrets are set for nobody', () => {
    expect(readSettings({ WEBHOOK_SECRETS: NEWEST }).warnings).toEqual([
      'WEBHOOK_SECRETS is set but WEBHOOK_URL is not: no webhook is sent',
    ]);
  });
});
