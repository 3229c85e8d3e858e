/** What the list of holds is narrowed to. It stands in the address: a link shows the same list. */
import { useSearchParams } from 'wouter';

/** How far ahead holds are looked for, as ISO 8601; the empty one is all of them. */
export const WITHIN = { '1h': 3_600_000, '24h': 86_400_000, '3d': 259_200_000, all: null } as const;

/** One of the spans. */
export type Within = keyof typeof WITHIN;

/** What is chosen. */
export interface DueFilters {
  q: string;
  within: Within;
  attention: '' | 'true' | 'false';
}

/** The filters, and how to change some of them. Typing replaces the address instead of filling the history. */
export function useDueFilters(): [DueFilters, (change: Partial<DueFilters>) => void] {
  const [search, setSearch] = useSearchParams();
  const within = search.get('within') ?? 'all';
  const attention = search.get('attention');
  const filters: DueFilters = {
    q: search.get('q') ?? '',
    within: within in WITHIN ? (within as Within) : 'all',
    attention: attention === 'true' || attention === 'false' ? attention : '',
  };
  const change = (changed: Partial<DueFilters>): void => {
    const { q, within: span, attention: wanted } = { ...filters, ...changed };
    setSearch(
      {
        ...(q === '' ? {} : { q }),
        ...(span === 'all' ? {} : { within: span }),
        ...(wanted === '' ? {} : { attention: wanted }),
      },
      { replace: true },
    );
  };
  return [filters, change];
}
