/** What a start tells once it is ready: where everything is, and one thing to try. */
import { type ApiKey, type ApiRole, keyOfRole } from '../config/key-lists';
import type { Settings } from '../config/settings';
import { RETENTION_DAYS } from '../engine/prepare-namespace';
import { exampleOrder } from './example-order';
import { logFileIn } from './logger';
import { packageVersion } from './package-version';
import type { Holdfast } from './start-holdfast';

/** What the text is made from. `madeKeys`: the API keys were made by this very start. */
export interface ReadyFacts {
  settings: Settings;
  holdfast: Pick<Holdfast, 'url' | 'apiKeys' | 'sandbox' | 'engine'>;
  madeKeys: boolean;
  /** The time of the start; names the example's order. */
  now: Date;
}

/** Its root has no page: whoever pays does so at the checkoutUrl of an order. */
const SANDBOX_TEXT =
  'plays Front Payment: calls back, and has a checkout page at each checkoutUrl; no money moves';

/** Where the commands of a second terminal look for the server unless they are told. */
const USUAL_URL = 'http://127.0.0.1:8080';

/** The text, without colour. */
export function readyText({ settings, holdfast, madeKeys, now }: ReadyFacts): string {
  const { url, sandbox, engine, apiKeys } = holdfast;
  const rows: [string, string][] = [
    ['Dashboard', `${url}  (for people: sign in with an operator key)`],
    ['API', `${url}/docs  (the same for programs: /openapi.json; whether it is ready: /readyz)`],
    sandbox
      ? ['Sandbox', `at ${sandbox.origin}  (${SANDBOX_TEXT})`]
      : ['Provider', `${settings.frontPayment.baseUrl}  (callbacks to ${settings.publicUrl})`],
    ['Temporal', engine ? temporalOf(engine) : `${settings.temporal.address}`],
    ...(engine?.uiUrl ? [['Temporal UI', engine.uiUrl] as [string, string]] : []),
    ['Data', `${settings.dataDir}  (log: ${logFileIn(settings.dataDir)})`],
    ...keyRows(settings, { apiKeys, madeKeys }),
  ];
  return [
    `Holdfast ${packageVersion()} is ready.`,
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(13)}${value}`),
    '',
    ...example({ settings, holdfast, now }),
    'Read on:                 docs/guides/booking-systems.md',
    '',
    'Ctrl-C stops it; the next start goes on where this one was.',
  ].join('\n');
}

/** How long it remembers belongs beside it: what is older is in the record. */
function temporalOf({ address, version }: NonNullable<ReadyFacts['holdfast']['engine']>): string {
  return `${address}  (server ${version}; forgets ended workflows after ${RETENTION_DAYS} days, the record keeps orders)`;
}

function keyRows(
  settings: Settings,
  keys: { apiKeys: readonly ApiKey[]; madeKeys: boolean },
): [string, string][] {
  if (settings.apiKeys !== null) return [['API keys', 'as set in HOLDFAST_API_KEYS']];
  const place = `${settings.dataDir}/api-keys.json`;
  // Shown once: a terminal's scrollback is no place for a key that can refund.
  if (!keys.madeKeys) return [['Operator key', `in ${place} ("operator")`]];
  return [['Operator key', `${keyOf(keys.apiKeys, 'operator')}  (made now, kept in ${place})`]];
}

function example({ settings, holdfast, now }: Omit<ReadyFacts, 'madeKeys'>): string[] {
  const { url, sandbox, apiKeys } = holdfast;
  const isSandbox = sandbox !== null;
  const orderId = `try-${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}`;
  // A key that somebody has set is his to know; one that we made opens nothing but this machine's sandbox.
  const key = settings.apiKeys === null ? keyOf(apiKeys, 'booking') : '$HOLDFAST_API_KEY';
  const order = exampleOrder(orderId, { isShort: isSandbox });
  const outcome = isSandbox
    ? 'then pay at the checkoutUrl it answers with. Half a minute later it is captured and completed by itself.'
    : 'whoever pays at the checkoutUrl it answers with pays in earnest: this is not the sandbox.';
  return [
    `To try it, paste this; ${outcome}`,
    '',
    `curl -sS ${url}/v1/reservations \\`,
    `  -H "Authorization: Bearer ${key}" -H "Content-Type: application/json" \\`,
    `  -d '${onePerLine(order)}'`,
    '',
    `To see how it is going:  npx holdfast show ${orderId}${url === USUAL_URL ? '' : ` --url ${url}`}`,
  ];
}

/** JSON with one field of the order per line: short enough to paste, and to read before one does. */
function onePerLine(order: object): string {
  const fields = Object.entries(order).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
  return `{\n    ${fields.join(',\n    ')}\n  }`;
}

function keyOf(apiKeys: readonly ApiKey[], role: ApiRole): string {
  return keyOfRole(apiKeys, role)?.reveal() ?? '$HOLDFAST_API_KEY';
}
