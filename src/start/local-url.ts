/** Where somebody on this machine reaches the HTTP server. */
import type { Settings } from '../config/settings';

/** Scheme, host and port, also where it listens on all addresses. */
export function localUrl({ host, port }: Pick<Settings, 'host' | 'port'>): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
