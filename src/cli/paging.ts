/** Lists that come in pages: the options that say how much is wanted, and the reading of it. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Page } from './answers';
import type { Terminal } from './terminal';

/** What the options below say. */
export interface PageOptions {
  limit: number;
  cursor?: string;
  all?: true;
}

const LIMIT = 50;
const LIMIT_MAX = 200;

/** Adds `--limit`, `--cursor` and `--all`. */
export function withPageOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--limit <n>', `how many at most, up to ${LIMIT_MAX}`).default(LIMIT).argParser(readLimit),
    )
    .option('--cursor <cursor>', 'go on where the page before has ended')
    .addOption(new Option('--all', 'all of them, however many').conflicts(['limit', 'cursor']));
}

/** The page that the options mean, or all pages as one. */
export async function askedPage<T>(
  ask: (paging: { limit: number; cursor?: string | undefined }) => Promise<Page<T>>,
  { limit, cursor, all }: PageOptions,
): Promise<Page<T>> {
  return all ? allPages(ask) : ask({ limit, cursor });
}

/** All pages as one. */
export async function allPages<T>(
  ask: (paging: { limit: number; cursor?: string | undefined }) => Promise<Page<T>>,
): Promise<Page<T>> {
  const items: T[] = [];
  const unreadable: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask({ limit: LIMIT_MAX, cursor });
    items.push(...page.items);
    unreadable.push(...(page.unreadable ?? []));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return { items, nextCursor: null, ...(unreadable.length > 0 ? { unreadable } : {}) };
}

/** Says how to see the rest, where there is some. */
export function tellRest({ nextCursor }: Page<unknown>, terminal: Pick<Terminal, 'err'>): void {
  if (nextCursor !== null) terminal.err(`There are more: add --cursor ${nextCursor}, or --all.`);
}

/** Names the orders that did not answer: what is shown is not all. */
export function tellUnreadable(
  { unreadable = [] }: Pick<Page<unknown>, 'unreadable'>,
  terminal: Pick<Terminal, 'err'>,
): void {
  for (const orderId of unreadable) {
    terminal.err(`${orderId} does not answer just now and is left out. Try: holdfast show ${orderId}`);
  }
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= LIMIT_MAX) return limit;
  throw new InvalidArgumentError(`Give a whole number from 1 to ${LIMIT_MAX}; --all gives all.`);
}
