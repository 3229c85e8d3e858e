/** One item of an order's timeline as a sentence that a person reads. Pure. */
import type { Operation, TimelineItem } from '../api/types';

/** What sentences are made with. */
export interface Sayings {
  t: (key: string, values?: Record<string, string>) => string;
  exists: (key: string) => boolean;
  money: (amountMinor: number) => string;
  instant: (at: string) => string;
  operations: readonly Operation[];
}

/** How an item stands out. A hint is a reason to look, and never the truth. */
export type StoryTone = 'plain' | 'hint' | 'good' | 'bad';

/** The sentence. A type that this dashboard does not know yet is shown by its name. */
export function sentenceOf(item: TimelineItem, sayings: Sayings): string {
  const { t, exists } = sayings;
  const key = `story.${item.type}`;
  if (!exists(key)) return t('story.other', { type: item.type.replaceAll('_', ' ') });
  const sentence = t(key, valuesOf(item, sayings)).replaceAll(/\s+([.,])/g, '$1');
  const by = item.data['by'];
  const how = by === 'books' ? ` ${t('story.seenInBooks')}` : '';
  return sentence + how + saidByProvider(item, sayings);
}

/** Whether the item is only a hint, or tells of something good or bad. */
export function toneOf({ type }: TimelineItem): StoryTone {
  if (type.endsWith('_received')) return 'hint';
  if (type.endsWith('_executed') || type === 'hold_made' || type === 'attention_cleared') return 'good';
  const isBad = /_(refused|unknown|contradicted)$/.test(type) || type === 'attention_raised';
  return isBad ? 'bad' : 'plain';
}

function valuesOf({ data, source }: TimelineItem, sayings: Sayings): Record<string, string> {
  const { t, money, instant } = sayings;
  const operation = sayings.operations.find(({ operationId }) => operationId === data['operationId']);
  const amountMinor = data['amountMinor'] ?? data['reservedMinor'] ?? operation?.amountMinor;
  const word = (group: string, value: unknown): string => wordFor(sayings, group, value);
  return {
    amount: typeof amountMinor === 'number' ? money(amountMinor) : '',
    reference: text(data['reference']),
    reason: word('reason', data['reason'] ?? data['refusal']),
    what: word('operation', data['kind'] ?? data['name'] ?? operation?.kind),
    outcome: data['outcome'] === undefined ? '' : t(`answer.${text(data['outcome'])}`),
    evidence: text(data['evidence']),
    who: word('who', source),
    from: word('state', data['from']),
    to: word('state', data['to']),
    code: word('attention.code', data['code'] === undefined ? undefined : `${text(data['code'])}.title`),
    because: word('because', data['because']),
    status: text(data['status']),
    titles: Array.isArray(data['titles']) ? data['titles'].join(', ') : '',
    reservationUuid: text(data['reservationUuid']),
    at: instantOf(data['nextAt'] ?? data['captureAt'], instant),
    until: instantOf(data['captureBy'] ?? data['insteadOf'], instant),
    count: text(data['dueTogether']),
  };
}

function saidByProvider({ data }: TimelineItem, { t }: Sayings): string {
  const provider = data['provider'] as { message?: string | null } | null | undefined;
  return provider?.message ? ` ${t('problem.providerSays', { message: provider.message })}` : '';
}

function wordFor({ t, exists }: Sayings, group: string, value: unknown): string {
  if (typeof value !== 'string') return '';
  const key = `${group}.${value}`;
  return exists(key) ? t(key) : value.replace(/\.title$/, '').replaceAll('_', ' ');
}

function instantOf(value: unknown, instant: Sayings['instant']): string {
  return typeof value === 'string' ? instant(value) : '';
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
}
