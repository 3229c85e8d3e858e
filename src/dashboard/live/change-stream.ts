/** Follows the server's feed of changes. A broken connection is tried again until it is closed from here. */
import type { Change } from '../api/types';
import { watchSleep } from './sleep-watch';

/** `lost` until the next connection stands. */
export type Connection = 'connecting' | 'live' | 'lost';

/** What a follower is told. */
export interface Follower {
  onChange: (change: Change) => void;
  onConnection: (connection: Connection) => void;
  /** The server answered with no stream: the session may have ended. It is tried again all the same. */
  onRefused: () => void;
}

const RETRY_MS = 3_000;

/** Opens the feed and keeps it open; returns what closes it. */
export function followChanges({ onChange, onConnection, onRefused }: Follower): () => void {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;

  const open = (): void => {
    source = new EventSource('/v1/changes');
    source.onopen = () => onConnection('live');
    source.addEventListener('changed', (event) => onChange(JSON.parse(event.data) as Change));
    source.onerror = () => {
      onConnection('lost');
      // The browser tries again by itself, unless the answer was no stream at all.
      if (source?.readyState !== EventSource.CLOSED || isClosed) return;
      onRefused();
      retry = setTimeout(open, RETRY_MS);
    };
  };
  // After a sleep or a change of network the old connection may hang for long without an error.
  const reopen = (): void => {
    clearTimeout(retry);
    source?.close();
    onConnection('lost');
    open();
  };
  const hasSlept = watchSleep();
  const onVisibility = (): void => {
    if (hasSlept(document.visibilityState === 'hidden', Date.now())) reopen();
  };
  onVisibility();
  window.addEventListener('online', reopen);
  document.addEventListener('visibilitychange', onVisibility);
  open();

  return () => {
    isClosed = true;
    window.removeEventListener('online', reopen);
    document.removeEventListener('visibilitychange', onVisibility);
    clearTimeout(retry);
    source?.close();
  };
}
