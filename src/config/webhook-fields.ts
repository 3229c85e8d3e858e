/** The settings of outbound webhooks. A fault never quotes them: the URL may hold a token, the secrets are secrets. */
import { isIP } from 'node:net';
import { type Field, fault, field } from './fields';
import { isLoopbackHost } from './loopback';
import { isPublicAddress } from './public-address';
import { Secret } from './secret';

/** So many secrets sign at once; rotating needs two. */
export const WEBHOOK_SECRETS_MAX = 5;

const SECRET_PREFIX = 'whsec_';
const SECRET_BYTES = { min: 24, max: 64 };

/** An http or https URL without user name, password and fragment; kept secret, for many receivers put a token into it. */
export function webhookUrl(name: string): Field<Secret> {
  return field('an http or https URL without user name, password and fragment', (text) => {
    if (!URL.canParse(text)) return fault('is not a URL');
    const url = new URL(text);
    const faults: string[] = [];
    if (url.protocol !== 'http:' && url.protocol !== 'https:') faults.push('is neither http nor https');
    if (url.username !== '' || url.password !== '') faults.push('has a user name or a password in it');
    if (url.hash !== '') faults.push('has a fragment');
    return faults.length > 0 ? { faults } : { value: new Secret(name, url.href) };
  });
}

/** Secrets as Standard Webhooks writes them, in their order; each with 24 to 64 bytes, and none twice. */
export function webhookSecretList(name: string): Field<Secret[]> {
  const allowed = `1 to ${WEBHOOK_SECRETS_MAX} secrets, comma-separated: ${SECRET_PREFIX} and ${SECRET_BYTES.min} to ${SECRET_BYTES.max} bytes in base64, none twice`;
  return field(allowed, (text) => {
    const entries = text.split(',').map((entry) => entry.trim());
    const faults = entries.flatMap((entry, index) => {
      const problem = problemOf(entry) ?? (entries.indexOf(entry) < index ? 'repeats an earlier one' : null);
      return problem === null ? [] : [`entry ${index + 1} ${problem} (the value is not shown)`];
    });
    if (entries.length > WEBHOOK_SECRETS_MAX) faults.push(`has ${entries.length} entries`);
    return faults.length > 0 ? { faults } : { value: entries.map((entry) => new Secret(name, entry)) };
  });
}

function problemOf(entry: string): string | null {
  if (!entry.startsWith(SECRET_PREFIX)) return `does not begin with ${SECRET_PREFIX}`;
  const base64 = entry.slice(SECRET_PREFIX.length);
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== base64.replace(/=+$/, '')) return 'is not base64';
  if (bytes.length < SECRET_BYTES.min) return `is shorter than ${SECRET_BYTES.min} bytes`;
  return bytes.length > SECRET_BYTES.max ? `is longer than ${SECRET_BYTES.max} bytes` : null;
}

/**
 * Why this URL can be seen to lead into a private network, or to carry orders over the public one unencrypted; null when
 * it cannot. A host name is judged again at every delivery, by the addresses it then has.
 */
export function privateTargetProblem(url: Secret): string | null {
  const { hostname, protocol } = new URL(url.reveal());
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isLoopbackHost(hostname) || (isIP(bare) !== 0 && !isPublicAddress(bare)))
    return 'names an address of this machine or of a private network';
  return protocol === 'http:' ? 'is plain http, which would show orders to the network' : null;
}
