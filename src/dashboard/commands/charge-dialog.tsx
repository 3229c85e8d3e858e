/** Charge: new lines to the stored card, beside the hold. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reservation } from '../api/types';
import { parseMoney } from '../money/parse-money';
import { Field } from '../parts/field';
import { useLanguage } from '../words/use-language';
import { useMoney } from '../words/use-money';
import { CommandDialog } from './command-dialog';
import { NoteField } from './note-field';

/** One line: whoever has more charges twice, or asks the API. */
export function ChargeDialog({ order, onClose }: { order: Reservation; onClose: () => void }) {
  const { t } = useTranslation();
  const money = useMoney();
  const language = useLanguage();
  const [typed, setTyped] = useState({ name: '', amount: '', tax: '25', note: '' });
  const { currency } = order;
  const amountMinor = parseMoney(typed.amount, currency, language);
  const taxPercent = readPercent(typed.tax);
  const name = typed.name.trim();
  const isWhole = amountMinor !== null && taxPercent !== null && name !== '';
  const amount = money(amountMinor ?? 0, currency);
  const field = (which: keyof typeof typed) => ({
    value: typed[which],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setTyped({ ...typed, [which]: event.target.value }),
  });
  const note = typed.note.trim();
  return (
    <CommandDialog
      order={order}
      kind="charge"
      title={t('dialog.charge', { orderId: order.orderId })}
      consequence={
        amountMinor === null ? (
          t('consequence.noAmount')
        ) : (
          <strong>{t('consequence.charge', { amount })}</strong>
        )
      }
      confirm={amountMinor === null ? t('action.charge') : t('confirm.charge', { amount })}
      body={isWhole ? { lines: [{ name, amountMinor, taxPercent }], ...(note === '' ? {} : { note }) } : null}
      onClose={onClose}
    >
      <Field label={t('charge.name')} maxLength={255} required {...field('name')} />
      <Field
        label={t('portion.amountIn', { currency })}
        inputMode="decimal"
        required
        hint={t('charge.withTax')}
        fault={typed.amount !== '' && amountMinor === null ? t('portion.fault.unreadable') : null}
        {...field('amount')}
      />
      <Field
        label={t('charge.tax')}
        inputMode="decimal"
        required
        fault={taxPercent === null ? t('charge.taxFault') : null}
        {...field('tax')}
      />
      <NoteField value={typed.note} onChange={(text) => setTyped({ ...typed, note: text })} />
    </CommandDialog>
  );
}

function readPercent(text: string): number | null {
  if (!/^\d{1,3}([.,]\d+)?$/.test(text.trim())) return null;
  const percent = Number(text.trim().replace(',', '.'));
  return percent <= 100 ? percent : null;
}
