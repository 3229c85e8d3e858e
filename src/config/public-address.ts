/** Tells addresses of the public internet from all others: what is sent on somebody's word must not reach inside a network. */
import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address (an IPv6 one with or without brackets) belongs to the public internet. Addresses that carry an
 * IPv4 address within them are judged by that one; text that is no address is not public.
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[(.*)\]$/, '$1');
  if (!ipaddr.isValid(bare)) return false;
  const parsed = ipaddr.process(bare);
  // NAT64: networks without IPv4 reach the public internet by it, and a private one behind the gateway too.
  if (parsed.range() === 'rfc6052') return isPublicAddress(parsed.toByteArray().slice(-4).join('.'));
  return parsed.range() === 'unicast';
}
