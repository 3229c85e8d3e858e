/** The keyboard's shortcuts, by name; `?` lists them. Single keys, so they can be switched off (WCAG 2.1.4). */
/** All of them, in the order in which they are listed. `g d` is one key after the other. */
export const SHORTCUTS = [
  { keys: '?', does: 'help' },
  { keys: '/', does: 'search' },
  { keys: 'g d', does: 'due' },
  { keys: 'g a', does: 'attention' },
  { keys: 'g l', does: 'all' },
  { keys: 'g s', does: 'sandbox' },
  { keys: 'j', does: 'nextRow' },
  { keys: 'k', does: 'previousRow' },
  { keys: 'x', does: 'selectRow' },
  { keys: 'c', does: 'captureRow' },
] as const;

/** What a shortcut does. */
export type Shortcut = (typeof SHORTCUTS)[number]['does'];

/** The shortcut that has been typed; `keys` are the last two. Null for none. */
export function shortcutOf(before: string, key: string): Shortcut | null {
  const pair = SHORTCUTS.find(({ keys }) => keys === `${before} ${key}`);
  return (pair ?? SHORTCUTS.find(({ keys }) => keys === key))?.does ?? null;
}
