/** Refund: of one capture or charge, what is left of it or a part. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Movement } from '../api/sheet-types';
import type { Reservation } from '../api/types';
import { SelectField } from '../parts/select-field';
import { useLanguage } from '../words/use-language';
import { useMoney } from '../words/use-money';
import { CommandDialog } from './command-dialog';
import { NoAmount } from './no-amount';
import { NoteField } from './note-field';
import { type Portion, portionOf } from './portion';
import { PortionFields } from './portion-fields';
import { leftOf, linesOf, type NamedMovement, refundableOf } from './refundable';

const NOTHING_CHOSEN: Portion = { by: 'all', amount: '', lines: {} };

/** `reference` is the one that is chosen at first. */
export function RefundDialog({
  order,
  movements,
  reference,
  onClose,
}: {
  order: Reservation;
  movements: readonly Movement[];
  reference?: string | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const money = useMoney();
  const language = useLanguage();
  const sources = refundableOf(movements);
  const [picked, setPicked] = useState(reference);
  const chosen = picked ?? sources[0]?.reference ?? '';
  const [portion, setPortion] = useState(NOTHING_CHOSEN);
  const [note, setNote] = useState('');
  const source = sources.find((movement) => movement.reference === chosen);
  const { currency } = order;
  const whole = {
    allMinor: source ? leftOf(source) : 0,
    lines: source ? linesOf(source) : [],
    currency,
  };
  const part = portionOf(portion, { ...whole, language });
  const amount = money(part.amountMinor ?? 0, currency);
  const body = source && part.body && { reference: chosen, ...part.body };
  return (
    <CommandDialog
      order={order}
      kind="refund"
      title={t('dialog.refund', { orderId: order.orderId })}
      consequence={
        part.amountMinor === null ? (
          <NoAmount faults={part.faults} most={{ amountMinor: whole.allMinor, currency }} />
        ) : (
          <strong>{t('consequence.refund', { amount, reference: chosen })}</strong>
        )
      }
      confirm={part.amountMinor === null ? t('action.refund') : t('confirm.refund', { amount })}
      body={body ? { ...body, ...(note.trim() ? { note: note.trim() } : {}) } : null}
      isDanger
      onClose={onClose}
    >
      <SourceField
        sources={sources}
        currency={currency}
        value={chosen}
        onChange={(next) => {
          setPicked(next);
          setPortion(NOTHING_CHOSEN);
        }}
      />
      <PortionFields
        portion={portion}
        onChange={setPortion}
        faults={part.faults}
        of={{ ...whole, all: t('portion.allLeft', { amount: money(whole.allMinor, currency) }) }}
      />
      <NoteField value={note} onChange={setNote} />
    </CommandDialog>
  );
}

function SourceField({
  sources,
  currency,
  value,
  onChange,
}: {
  sources: readonly NamedMovement[];
  currency: string;
  value: string;
  onChange: (reference: string) => void;
}) {
  const { t } = useTranslation();
  const money = useMoney();
  return (
    <SelectField
      label={t('refund.source')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      options={sources.map((movement) => ({
        value: movement.reference,
        label: t(`refund.option.${movement.kind}`, {
          reference: movement.reference,
          amount: money(movement.amountMinor, currency),
          left: money(leftOf(movement), currency),
        }),
      }))}
    />
  );
}
