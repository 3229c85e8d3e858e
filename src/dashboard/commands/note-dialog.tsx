/** Cancel and complete: both end something for good, and want a note. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reservation } from '../api/types';
import { useMoney } from '../words/use-money';
import { CommandDialog } from './command-dialog';
import { NoteField } from './note-field';

/** The note is filled in beforehand, for most say the same. */
export function NoteDialog({
  order,
  kind,
  onClose,
}: {
  order: Reservation;
  kind: 'cancel' | 'complete';
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const money = useMoney();
  const [note, setNote] = useState(() => t(`note.default.${kind}`));
  const { runwayMinor } = order.amounts;
  const amount = money(runwayMinor, order.currency);
  const what = `${kind}.${runwayMinor > 0 ? 'held' : 'empty'}`;
  return (
    <CommandDialog
      order={order}
      kind={kind}
      title={t(`dialog.${kind}`, { orderId: order.orderId })}
      consequence={
        <>
          <strong>{t(`consequence.${what}`, { amount })}</strong> {t(`consequence.${kind}.also`)}
        </>
      }
      confirm={t(`confirm.${what}`, { amount })}
      body={note.trim() === '' ? null : { note: note.trim() }}
      isDanger
      onClose={onClose}
    >
      <NoteField value={note} onChange={setNote} required />
    </CommandDialog>
  );
}
