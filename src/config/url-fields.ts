/** Settings that are URLs. A fault never quotes one: a token or a password may stand in it. */
import { type Field, fault, field } from './fields';
import { isLoopbackHost } from './loopback';
import { Secret } from './secret';

/**
 * An http or https URL without credentials, query and fragment; read without its closing slash.
 * With `plainOnlyOnLoopback`, http is taken for loopback hosts only, since a token travels to that address.
 */
export function httpUrl(options: { readonly plainOnlyOnLoopback: boolean }): Field<string> {
  const allowed = options.plainOnlyOnLoopback
    ? 'an https URL, or an http URL of a loopback address, without user name, query and fragment'
    : 'an http or https URL without user name, query and fragment';
  return field(allowed, (text) => {
    if (!URL.canParse(text)) return fault('is not a URL');
    const url = new URL(text);
    const faults = partFaults(url);
    if (options.plainOnlyOnLoopback && url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
      faults.push('is plain http to another machine, which would show the token to the network');
    }
    return faults.length > 0 ? { faults } : { value: `${url.origin}${url.pathname}`.replace(/\/+$/, '') };
  });
}

/** Where the record lies: a `file:` URL with an absolute path, or a PostgreSQL URL; kept secret, for it may hold a password. */
export function recordsUrl(name: string): Field<Secret> {
  return field('file:/absolute/path, or postgres://host/database', (text) => {
    if (!URL.canParse(text)) return fault('is not a URL');
    const url = new URL(text);
    if (url.protocol === 'postgres:' || url.protocol === 'postgresql:')
      return { value: new Secret(name, text) };
    if (url.protocol !== 'file:') return fault('is neither a file: nor a postgres: URL');
    const absolute = /^file:\/(?!\/)|^file:\/\/\/(?!\/)/.test(text) && url.pathname.length > 1;
    const plain = url.search === '' && url.hash === '' && !url.pathname.endsWith('/');
    return absolute && plain
      ? { value: new Secret(name, text) }
      : fault('does not name a file by its whole path');
  });
}

function partFaults(url: URL): string[] {
  const faults: string[] = [];
  if (url.protocol !== 'http:' && url.protocol !== 'https:') faults.push('is neither http nor https');
  if (url.username !== '' || url.password !== '') faults.push('has a user name or a password in it');
  if (url.search !== '' || url.hash !== '') faults.push('has a query or a fragment');
  return faults;
}
