/**
 * Which orders were sent a command from here of late: the engine's lists may not know yet what became of it, and whoever
 * sent it must not be shown what was before.
 */

/** Longer than a command is waited for, and than lists lag behind on a loaded engine. */
const RECENT_MS = 120_000;

/** Follows commands. */
export interface RecentCommands {
  /** The same function, followed: its first argument is the order's id. */
  following<Args extends [orderId: string, ...unknown[]], T>(
    send: (...args: Args) => Promise<T>,
  ): (...args: Args) => Promise<T>;
  /** Whether a command is on its way, or was a moment ago. */
  has(orderId: string): boolean;
}

/** One for each client. */
export function createRecentCommands(): RecentCommands {
  // In the order of their times: what is told of again goes to the end.
  const lastMs = new Map<string, number>();
  const remember = (orderId: string): void => {
    lastMs.delete(orderId);
    lastMs.set(orderId, Date.now());
    for (const [oldest, atMs] of lastMs) {
      if (Date.now() - atMs <= RECENT_MS) break;
      lastMs.delete(oldest);
    }
  };
  return {
    following:
      (send) =>
      async (...args) => {
        remember(args[0]);
        return send(...args).finally(() => remember(args[0]));
      },
    has: (orderId) => Date.now() - (lastMs.get(orderId) ?? Number.NEGATIVE_INFINITY) <= RECENT_MS,
  };
}
