/**
 * Holds off whoever tries out keys. After some wrong ones no key from that address is looked at until the minute is over, so
 * that the next guess tells nothing; but for keys that were right from there within the last day, for one wrong neighbour
 * must not shut out the rest. Counted in this process alone.
 */
import ipaddr from 'ipaddr.js';

/** Wrong keys in a window, before the next from that address is held off. */
const MOST_WRONG = 10;

const WINDOW_MS = 60_000;

/** How long a key that was right from an address is not held off there. */
const KNOWN_MS = 24 * 60 * 60 * 1000;

/** Past this many addresses the oldest are forgotten: memory is worth more than their count. */
const MOST_ADDRESSES = 10_000;

/** Who of IPv6 has one address has 2^64 of them. */
const IPV6_NETWORK_BITS = 64;

/** Counts wrong keys by address. */
export interface GuessLimit {
  /** How long this key, null for a wrong one, is held off at this address, in whole seconds; 0 when it is not. */
  waitS(address: string, keyId: string | null): number;
  /** Takes note of a wrong one. */
  wrong(address: string): void;
  /** Takes note of a right one. */
  right(address: string, keyId: string): void;
}

/** A limit with nothing counted; `now` gives epoch ms. */
export function createGuessLimit(now: () => number = Date.now): GuessLimit {
  const windows = new Map<string, { wrong: number; endsAtMs: number }>();
  const known = new Map<string, number>();
  const current = (network: string) => {
    const window = windows.get(network);
    return window !== undefined && window.endsAtMs > now() ? window : null;
  };
  const isKnown = (network: string, keyId: string) => (known.get(`${network} ${keyId}`) ?? 0) > now();
  return {
    waitS(address, keyId) {
      const network = networkOf(address);
      const window = current(network);
      if (window === null || window.wrong < MOST_WRONG) return 0;
      if (keyId !== null && isKnown(network, keyId)) return 0;
      return Math.ceil((window.endsAtMs - now()) / 1000);
    },
    wrong(address) {
      const network = networkOf(address);
      const window = current(network) ?? { wrong: 0, endsAtMs: now() + WINDOW_MS };
      keep(windows, network, { ...window, wrong: window.wrong + 1 });
    },
    right(address, keyId) {
      keep(known, `${networkOf(address)} ${keyId}`, now() + KNOWN_MS);
    },
  };
}

/** Puts an entry last; the first goes when there are too many. */
function keep<T>(entries: Map<string, T>, name: string, entry: T): void {
  entries.delete(name);
  entries.set(name, entry);
  const [oldest] = entries.keys();
  if (entries.size > MOST_ADDRESSES && oldest !== undefined) entries.delete(oldest);
}

/** The address as one caller has it: an IPv4 one however it is written, of an IPv6 one its network. */
function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const parts = (parsed as ipaddr.IPv6).parts.slice(0, IPV6_NETWORK_BITS / 16);
  return parts.map((part) => part.toString(16)).join(':');
}
