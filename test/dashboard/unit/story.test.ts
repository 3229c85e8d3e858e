/** The timeline in sentences: every type that a workflow notes has one, in both languages. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import i18next, { type i18n } from 'i18next';
import { storyByDay } from '../../../src/dashboard/order/story-by-day';
import { type Sayings, sentenceOf, toneOf } from '../../../src/dashboard/order/story-sentence';
import { en } from '../../../src/dashboard/words/en/en';
import { nb } from '../../../src/dashboard/words/nb/nb';
import { captureOperation, happened } from './orders';

let words: i18n;

beforeAll(async () => {
  words = i18next.createInstance();
  const resources = { en: { translation: en }, nb: { translation: nb } };
  await words.init({ resources, lng: 'en', interpolation: { escapeValue: false } });
});

function sayings(): Sayings {
  return {
    t: (key, values) => words.t(key, values ?? {}),
    exists: (key) => words.exists(key),
    money: (amountMinor) => `NOK ${amountMinor / 100}`,
    instant: (at) => at.slice(0, 10),
    operations: [captureOperation()],
  };
}

describe('a sentence', () => {
  it.each([
    [
      happened('capture_executed', { amountMinor: 300_000, reference: 'CAP1', by: 'answer' }),
      'NOK 3000 was captured as CAP1.',
    ],
    [
      happened('capture_executed', { amountMinor: 100, reference: 'CAP1', by: 'books' }),
      'NOK 1 was captured as CAP1. It was seen in the provider’s books.',
    ],
    [happened('capture_asked', { operationId: 'op-1' }), 'A capture was asked for: NOK 3000.'],
    [
      happened('capture_unknown', { operationId: 'op-1', reason: 'connection_lost' }),
      'Whether NOK 3000 was captured is not known: the connection broke before the answer came.',
    ],
    [
      happened('cancel_refused', {
        reason: 'provider_refused',
        provider: { status: 500, message: 'Not now' },
      }),
      'Cancelling was refused: the provider refused. Front Payment says: Not now.',
    ],
    [happened('state_changed', { from: 'reserved', to: 'captured' }), 'State: Reserved → Captured.'],
    [
      happened('attention_cleared', { code: 'books_differ', because: 'books_agree' }),
      'No person is needed any more (The provider’s books differ from ours): the books agree.',
    ],
    [
      happened('hold_made', {
        reservedMinor: 100,
        captureAt: '2026-11-27T00:00:00.000Z',
        captureBy: '2026-11-28T00:00:00.000Z',
      }),
      'The customer paid: NOK 1 is held until 2026-11-28. The timer acts at 2026-11-27.',
    ],
    [
      happened('operation_resolved', { operationId: 'op-1', outcome: 'executed', evidence: 'CAP1 seen' }),
      'The capture was resolved: “It happened”. Evidence: CAP1 seen',
    ],
    [
      happened('command_refused', { kind: 'refund', reason: 'some_new_reason' }),
      'A refund was refused at the door: some new reason.',
    ],
    [happened('something_new', {}), 'Something happened: something new.'],
  ])('tells of %j', (item, sentence) => {
    expect(sentenceOf(item, sayings())).toBe(sentence);
  });

  it('is there for everything that a workflow notes', () => {
    const folder = join(__dirname, '../../../workflows');
    const noted = readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [
        ...readFileSync(join(folder, name), 'utf8').matchAll(/\bnote\([^'`]*?'([a-z_]+)'/g),
      ])
      .map(([, type = '']) => type);
    expect(noted.length).toBeGreaterThan(10);
    const known = Object.keys(en.story);
    expect(noted.filter((type) => !known.includes(type))).toEqual([]);
  });

  it('is there for every end of every operation', () => {
    const kinds = ['submit', 'capture', 'charge', 'refund', 'cancel', 'complete', 'resend'];
    const ends = ['asked', 'executed', 'refused', 'unknown', 'put_off'];
    const wanted = kinds.flatMap((kind) => ends.map((end) => `${kind}_${end}`));
    expect(wanted.filter((type) => !(type in en.story))).toEqual([]);
  });
});

describe('a story', () => {
  it('knows hints from deeds', () => {
    expect(
      ['callback_received', 'history_received', 'hold_made', 'cancel_refused', 'order_placed'].map((type) =>
        toneOf(happened(type)),
      ),
    ).toEqual(['hint', 'hint', 'good', 'bad', 'plain']);
  });

  it('is cut into days', () => {
    const items = [happened('a'), happened('b'), { ...happened('c'), at: '2026-11-23T00:00:00.000Z' }];
    expect(
      storyByDay(items, (at) => at.slice(0, 10)).map(({ day, items: ofDay }) => [day, ofDay.length]),
    ).toEqual([
      ['2026-11-22', 2],
      ['2026-11-23', 1],
    ]);
  });
});
