/** Resolve: a person's word on an unknown outcome, with what he has seen. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Operation, Reservation } from '../api/types';
import { Field } from '../parts/field';
import { useMoney } from '../words/use-money';
import { CommandDialog } from './command-dialog';
import type { Said } from './command-outcome';

/** The evidence is kept for good, so it must be given, and hold no customer's data. */
export function ResolveDialog({
  order,
  operation,
  answer,
  does,
  onClose,
}: {
  order: Reservation;
  operation: Operation;
  answer: Said;
  /** What it will do, in words. */
  does: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const money = useMoney();
  const [evidence, setEvidence] = useState('');
  const { operationId, kind, amountMinor } = operation;
  const amount = amountMinor === null ? '' : ` ${money(amountMinor, order.currency)}`;
  const what = t(`operation.${kind}`);
  const isWhole = evidence.trim() !== '';
  return (
    <CommandDialog
      order={order}
      kind="resolve"
      said={answer}
      title={t(`dialog.resolve.${answer}`, { what, orderId: order.orderId })}
      consequence={
        <>
          <strong>{t(`consequence.resolve.${answer}`, { what: what + amount })}</strong> {does}{' '}
          {t('consequence.resolve.checked')}
        </>
      }
      confirm={t(`confirm.resolve.${answer}`)}
      body={isWhole ? { operationId, outcome: answer, evidence: evidence.trim() } : null}
      isDanger={answer === 'refused'}
      onClose={onClose}
    >
      <Field
        label={t('resolve.evidence')}
        hint={t('resolve.hint')}
        required
        maxLength={1000}
        value={evidence}
        onChange={(event) => setEvidence(event.target.value)}
      />
    </CommandDialog>
  );
}
