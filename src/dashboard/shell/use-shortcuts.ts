/** Listens for the keyboard's shortcuts, wherever nobody is typing and no dialog is open. */
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { useSession } from '../session/session-context';
import { type Shortcut, shortcutOf } from './shortcuts';
import { areShortcutsOn } from './shortcuts-switch';

const WAYS: Partial<Record<Shortcut, string>> = {
  due: '/',
  attention: '/attention',
  all: '/all',
  sandbox: '/sandbox',
};

/** The second key of a pair has to follow within this time. */
const PAIR_MS = 1_500;

/** Rows are found by `data-row`, their parts by `data-does`: a screen without rows has no shortcuts for them. */
export function useShortcuts({ onHelp }: { onHelp: () => void }): void {
  const [, navigate] = useLocation();
  const { sandbox } = useSession();
  const before = useRef({ key: '', atMs: 0 });
  useEffect(() => {
    const act = (shortcut: Shortcut): void => {
      const way = WAYS[shortcut];
      if (way !== undefined) navigate(way);
      else if (shortcut === 'help') onHelp();
      else onPage(shortcut);
    };
    const listen = (event: KeyboardEvent): void => {
      if (isForOthers(event)) return;
      const shortcut = shortcutOf(recent(before.current), event.key);
      before.current = { key: event.key, atMs: Date.now() };
      if (shortcut === null || !isWanted(shortcut, sandbox)) return;
      event.preventDefault();
      act(shortcut);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [navigate, onHelp, sandbox]);
}

function recent({ key, atMs }: { key: string; atMs: number }): string {
  return Date.now() - atMs < PAIR_MS ? key : '';
}

/** The list of shortcuts can always be opened: it is where they are switched on again. */
function isWanted(shortcut: Shortcut, sandbox: boolean): boolean {
  if (shortcut === 'help') return true;
  return areShortcutsOn() && (shortcut !== 'sandbox' || sandbox);
}

function isForOthers({ ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return true;
  if (document.querySelector('dialog[open]')) return true;
  return (
    target instanceof HTMLElement && target.closest('input:not([type=checkbox]), select, textarea') !== null
  );
}

function onPage(shortcut: Shortcut): void {
  switch (shortcut) {
    case 'search':
      document.querySelector<HTMLElement>('input[type=search]')?.focus();
      return;
    case 'nextRow':
      return moveBy(1);
    case 'previousRow':
      return moveBy(-1);
    case 'selectRow':
      return press('select');
    case 'captureRow':
      return press('capture');
    default:
  }
}

function currentRow(): Element | null {
  return document.activeElement?.closest('[data-row]') ?? null;
}

function moveBy(step: 1 | -1): void {
  const rows = [...document.querySelectorAll('[data-row]')];
  const current = currentRow();
  const next = current === null ? 0 : rows.indexOf(current) + step;
  rows[next]?.querySelector<HTMLElement>('[data-does=open]')?.focus();
}

function press(what: 'select' | 'capture'): void {
  currentRow()?.querySelector<HTMLElement>(`[data-does=${what}]`)?.click();
}
