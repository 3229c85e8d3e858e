/** The setting that lists proxies: those before us whose word on a caller's address is taken. */
import ipaddr from 'ipaddr.js';
import { type Field, fault, field } from './fields';

/** IP addresses and networks (`10.0.0.0/8`), comma-separated. */
export function proxyList(): Field<string[]> {
  return field('comma-separated IP addresses and networks such as 10.0.0.0/8', (text) => {
    const entries = text.split(',').map((entry) => entry.trim());
    const wrong = entries.findIndex((entry) => !ipaddr.isValid(entry) && !ipaddr.isValidCIDR(entry));
    if (wrong >= 0) return fault(`entry ${wrong + 1} is no address or network`);
    const all = entries.findIndex((entry) => entry.endsWith('/0'));
    return all < 0
      ? { value: entries }
      : fault(`entry ${all + 1} is every address: anybody could say who he is`);
  });
}
