/** Capture: all that is left, an amount, or so much of each line. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sheet } from '../api/sheet-types';
import type { Reservation } from '../api/types';
import { useLanguage } from '../words/use-language';
import { useMoney } from '../words/use-money';
import { afterCaptureOf } from './after-capture';
import { capturableLines } from './capturable-lines';
import { CommandDialog } from './command-dialog';
import { NoAmount } from './no-amount';
import { NoteField } from './note-field';
import { type Portion, portionOf } from './portion';
import { PortionFields } from './portion-fields';

/** Without a sheet, as from a row, lines cannot be chosen; the order's own screen has them. */
export function CaptureDialog({
  order,
  sheet,
  onClose,
}: {
  order: Reservation;
  sheet?: Pick<Sheet, 'lines' | 'movements'> | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const money = useMoney();
  const language = useLanguage();
  const [portion, setPortion] = useState<Portion>({ by: 'all', amount: '', lines: {} });
  const [note, setNote] = useState('');
  const { currency, amounts, policy } = order;
  const allMinor = amounts.runwayMinor;
  const lines = sheet ? capturableLines(sheet) : [];
  const chosen = portionOf(portion, { allMinor, lines, currency, language });
  const amountMinor = chosen.amountMinor ?? 0;
  const amount = money(amountMinor, currency);
  const isAll = amountMinor === allMinor;
  const after = isAll
    ? t(`consequence.afterAll.${afterCaptureOf(policy)}`)
    : t('consequence.captureRest', { rest: money(allMinor - amountMinor, currency) });
  return (
    <CommandDialog
      order={order}
      kind="capture"
      title={t('dialog.capture', { orderId: order.orderId })}
      consequence={
        chosen.amountMinor === null ? (
          <NoAmount faults={chosen.faults} most={{ amountMinor: allMinor, currency }} />
        ) : (
          <>
            <strong>{t('consequence.capture', { amount })}</strong> {after}
          </>
        )
      }
      confirm={chosen.amountMinor === null ? t('action.capture') : t('confirm.capture', { amount })}
      body={chosen.body && { ...chosen.body, ...(note.trim() ? { note: note.trim() } : {}) }}
      onClose={onClose}
    >
      <PortionFields
        portion={portion}
        onChange={setPortion}
        faults={chosen.faults}
        of={{ allMinor, lines, currency, all: t('portion.allRunway', { amount: money(allMinor, currency) }) }}
      />
      <NoteField value={note} onChange={setNote} />
    </CommandDialog>
  );
}
