/** What `holdfast keys` tells: what is under which key, and the way from one key to the next. */
import type { Rotation } from '../encryption/new-key';
import { listTable } from './tables';

/** How much is under one key; `keyId` is null for what stands readable. */
export interface KeyUse {
  keyId: string | null;
  /** Whether it is among HOLDFAST_ENCRYPTION_KEYS; true of what is readable. */
  isKnown: boolean;
  workflows: number;
  schedules: number;
  orders: number;
  webhooks: number;
}

/** What was found, as `keys check --json` prints it. */
export interface KeyReport {
  /** The key that encrypts; null without keys. */
  encrypts: string | null;
  keyIds: string[];
  /** Open workflows that were read. */
  workflowsRead: number;
  uses: KeyUse[];
}

/** A table, and a sentence for each key that is not the one that encrypts. */
export function keyReportText({ encrypts, keyIds, workflowsRead, uses }: KeyReport): string {
  const rows = uses.map(({ keyId, workflows, orders, webhooks, schedules }) => [
    keyId ?? '(readable)',
    ...[workflows, orders, webhooks, schedules].map(String),
  ]);
  const head = ['key', 'open workflows', 'ended orders', 'webhooks', 'Schedules'];
  const sentences = uses.flatMap((use) => sentence(use, encrypts));
  const unused = keyIds.filter((id) => id !== encrypts && !uses.some(({ keyId }) => keyId === id));
  return [
    `${encrypts ?? 'No key'} encrypts. Open workflows read: ${workflowsRead}.`,
    listTable(head, rows, [1, 2, 3, 4]),
    ...sentences,
    ...unused.map((id) => `${id}: nothing is under it any more. It may go from HOLDFAST_ENCRYPTION_KEYS.`),
  ].join('\n');
}

function sentence({ keyId, isKnown, workflows, orders, webhooks }: KeyUse, encrypts: string | null) {
  if (keyId === encrypts) return [];
  if (keyId === null) {
    return encrypts === null
      ? []
      : ['(readable): from before there were keys. Open orders end; --reseal seals the record.'];
  }
  if (!isKnown)
    return [
      `${keyId}: NOT AMONG THE KEYS. What is under it waits and loses nothing. Put the key back behind the others.`,
    ];
  const waits = workflows > 0 ? ['open workflows leave it when they end or grow'] : [];
  const rows =
    orders + webhooks > 0 ? ['`holdfast keys rotate --reseal` takes the record’s rows off it'] : [];
  const how = [...waits, ...rows].join('; ') || 'the next start takes the Schedules off it';
  return [`${keyId}: still needed; ${how}.`];
}

/** Whether something is under a key that nobody has. */
export function lacksKey({ uses }: KeyReport): boolean {
  return uses.some(({ isKnown }) => !isKnown);
}

/** The steps, as lines of a shell: what is not a setting is a comment. */
export function rotationText({ decrypting, encrypting }: Rotation): string {
  return [
    '# 1. Give every server, worker and codec server this value and restart them: all can decrypt with the new key.',
    `HOLDFAST_ENCRYPTION_KEYS=${decrypting}`,
    '# 2. When every one of them runs with it, and not before, give them this value and restart: the new key encrypts.',
    `HOLDFAST_ENCRYPTION_KEYS=${encrypting}`,
    '# 3. With the value of step 2, seal the record anew; it may be broken off and repeated:',
    '#    holdfast keys rotate --reseal',
    '# 4. Keep the old key until this says that nothing is under it any more:',
    '#    holdfast keys check',
  ].join('\n');
}

/** What sealing the record anew has come to; what could not be opened is said apart. */
export function resealText(done: { keyId: string; resealed: number; isWhole: boolean }): string {
  const head = `Sealed anew under ${done.keyId}: ${done.resealed} rows of the record.`;
  return done.isWhole ? head : `${head}\nThe limit was reached, and there are more: repeat the command.`;
}
