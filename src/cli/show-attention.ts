/** An order that waits for a person: the reason, the evidence side by side, and what each answer will do. */
import equal from 'fast-deep-equal';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { Reservation } from '../client';
import { coloursOf } from './colours';
import { showMoney } from './money';
import { sideBySide } from './tables';
import type { Terminal } from './terminal';
import { instantText, leftText } from './time-text';

const minor = z.number().nullish();
const shownSchema = z.looseObject({
  at: z.string(),
  status: z.string().nullish(),
  reservedMinor: minor,
  capturedMinor: minor,
  chargedMinor: minor,
  refundedMinor: minor,
  newMovements: z.array(z.looseObject({ reference: z.string(), amountMinor: z.number() })).optional(),
});
const answerSchema = z.looseObject({ does: z.string(), amounts: z.record(z.string(), z.number()) });

/** What stands beside an operation whose outcome is unknown; other attention has evidence of other shapes. */
const unsettledSchema = z.looseObject({
  sent: z.looseObject({
    at: z.string().nullable(),
    times: z.number(),
    amountMinor: z.number().nullable(),
    reason: z.string().nullable(),
  }),
  baseline: shownSchema.nullable(),
  readings: z.array(shownSchema),
  search: z.looseObject({ for: z.string(), in: z.string() }),
  answers: z.object({ executed: answerSchema, refused: answerSchema }),
});
type Unsettled = z.infer<typeof unsettledSchema>;
type Shown = z.infer<typeof shownSchema>;

/** All that a person needs for an answer. `now` is the server's present. */
export function attentionText(
  reservation: Reservation,
  { terminal, now }: { terminal: Pick<Terminal, 'hasColor'>; now: string },
): string {
  const { attention, orderId, state, deadlines } = reservation;
  if (attention === null) return '';
  const colours = coloursOf(terminal);
  // An order whose clock was moved lives ahead of the server.
  const ago = attention.since > now ? '' : ` (${leftText(attention.since, now)})`;
  const since = `since ${instantText(attention.since)} UTC${ago}`;
  const by = deadlines.captureBy;
  const lines = [
    `${colours.strong(orderId)}  ${colours.warning(attention.code)}  ${colours.state(state)}  ${colours.faint(since)}`,
    attention.message,
  ];
  if (by !== null) lines.push(`Capture by ${instantText(by)} UTC (${leftText(by, now)}).`);
  const unsettled = unsettledSchema.safeParse(attention.evidence);
  if (!unsettled.success || attention.operationId === null) {
    return [...lines, '', stringify(attention.evidence).trimEnd(), '', `holdfast show ${orderId}`].join('\n');
  }
  return [
    ...lines,
    evidenceTable(unsettled.data, reservation),
    `Looked for: ${unsettled.data.search.for}, in ${unsettled.data.search.in}.`,
    '',
    ...answerLines(unsettled.data, reservation, attention.operationId),
  ].join('\n');
}

function evidenceTable({ sent, baseline, readings }: Unsettled, reservation: Reservation): string {
  const { attention, operations, currency } = reservation;
  const operation = operations.find(({ operationId }) => operationId === attention?.operationId);
  const amount = sent.amountMinor === null ? '' : ` of ${showMoney(sent.amountMinor, currency)}`;
  return sideBySide([
    {
      head: 'What we sent',
      lines: [
        `${operation?.kind ?? 'operation'}${amount}`,
        `operation ${attention?.operationId}`,
        sent.at === null ? 'not sent since the doubt' : `last at ${instantText(sent.at)} UTC`,
        `${sent.times} ${sent.times === 1 ? 'time' : 'times'} without a clear answer`,
        ...(sent.reason === null ? [] : [`unclear because of ${sent.reason}`]),
      ],
    },
    {
      head: 'What Front Payment shows',
      lines: [
        ...(baseline === null ? [] : ['before it was sent:', ...looksLines([baseline], currency)]),
        ...alike(readings).flatMap((looks) => looksLines(looks, currency)),
        ...(readings.length === 0 ? ['not read since it was sent'] : []),
      ],
    },
  ]);
}

/** One look after another that showed the same; the last of them stands for all. */
function alike(readings: readonly Shown[]): Shown[][] {
  const groups: Shown[][] = [];
  for (const shown of readings) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && equal({ ...last[0], at: shown.at }, shown)) last.push(shown);
    else groups.push([shown]);
  }
  return groups;
}

function looksLines(looks: readonly Shown[], currency: string): string[] {
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined) return [];
  const amounts = (['reserved', 'captured', 'charged', 'refunded'] as const).flatMap((name) => {
    const amountMinor = last[`${name}Minor`];
    return amountMinor == null ? [] : [`${name} ${showMoney(amountMinor, currency)}`];
  });
  const moved =
    last.newMovements?.map((one) => `${one.reference} of ${showMoney(one.amountMinor, currency)}`) ?? [];
  const when =
    looks.length === 1
      ? instantText(last.at)
      : `${looks.length} times, from ${instantText(first.at)} to ${instantText(last.at)}`;
  return [
    `${when}: ${[last.status ?? 'not readable', ...amounts].join(', ')}`,
    ...(moved.length > 0 ? [`  new: ${moved.join(', ')}`] : []),
  ];
}

function answerLines({ answers }: Unsettled, reservation: Reservation, operationId: string): string[] {
  const { currency, orderId } = reservation;
  return (['executed', 'refused'] as const).flatMap((outcome) => {
    const { does, amounts } = answers[outcome];
    const after = Object.entries(amounts).map(
      ([name, amountMinor]) => `${name.replace(/Minor$/, '')} ${showMoney(amountMinor, currency)}`,
    );
    return [
      `If it was ${outcome}: ${does}`,
      `  Then: ${after.join(', ')}.`,
      `  holdfast resolve ${orderId} ${operationId} ${outcome} --evidence "what you saw, and who"`,
      '',
    ];
  });
}
