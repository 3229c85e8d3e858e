/**
 * Looks up a receiver's host at every delivery and refuses addresses that are not of the public internet. The addresses
 * that were judged are the ones that are connected to: a name cannot change its mind in between (DNS rebinding).
 */
import { type LookupAddress, lookup as lookUpHost } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from '../config/public-address';

/** The receiver's host has an address of this machine or of a private network. Nothing was sent. */
export class PrivateAddressError extends Error {
  readonly code = 'private_address_refused';

  constructor() {
    super(
      'The receiver of webhooks has an address of this machine or of a private network, so nothing was sent. ' +
        'Set WEBHOOK_ALLOW_PRIVATE_NETWORK=on if that is meant.',
    );
    this.name = 'PrivateAddressError';
  }
}

/** @throws PrivateAddressError for a host that is an address itself: no lookup is made for one */
export function refusePrivateLiteral(hostname: string): void {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0 && !isPublicAddress(bare)) throw new PrivateAddressError();
}

/** A lookup for a connection. One private address among several refuses all of them. */
export function guardedLookup(lookup: typeof lookUpHost = lookUpHost): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = (found ?? []) as LookupAddress[];
      if (error) return callback(error, '', 0);
      if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address)))
        return callback(new PrivateAddressError(), '', 0);
      if (options.all) return callback(null, addresses);
      const [{ address, family } = { address: '', family: 0 }] = addresses;
      return callback(null, address, family);
    });
  };
}
