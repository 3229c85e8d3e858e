/** Places an order of an invented customer. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { placeSampleOrder } from '../api/sandbox';
import type { Policy } from '../api/types';
import { askAnew } from '../live/ask-anew';
import { LISTS, SUMMARY } from '../live/query-keys';
import { parseMoney } from '../money/parse-money';
import { Field } from '../parts/field';
import { SelectField } from '../parts/select-field';
import { useTell } from '../shell/notices';
import { useLanguage } from '../words/use-language';
import { useProblemText } from '../words/use-problem-text';

/** Sample orders are in this currency. */
const CURRENCY = 'NOK';

const CAPTURES = ['automatic', 'manual'] as const;
const COMPLETES = ['settled', 'chargeValidityEnd', 'manual'] as const;

/** Amount and policy; everything else is the sample's. */
export function PlaceOrder() {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const tell = useTell();
  const problem = useProblemText();
  const [amount, setAmount] = useState('3000');
  const [policy, setPolicy] = useState<Policy>({ capture: 'automatic', complete: 'settled' });
  const amountMinor = parseMoney(amount, CURRENCY, language);
  const { mutate, error, isPending } = useMutation({
    mutationFn: placeSampleOrder,
    onSuccess: ({ orderId }) => {
      tell({ tone: 'good', text: t('sandbox.placed', { orderId }), orderId });
      void askAnew(client, LISTS, SUMMARY);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (amountMinor !== null) mutate({ amountMinor, policy });
  };
  return (
    <form className="stacked" onSubmit={submit}>
      <Field
        label={t('portion.amountIn', { currency: CURRENCY })}
        inputMode="decimal"
        value={amount}
        onChange={(event) => setAmount(event.target.value)}
        fault={amountMinor === null ? t('portion.fault.unreadable') : null}
      />
      <SelectField
        label={t('sandbox.capture')}
        value={policy.capture}
        onChange={(event) => setPolicy({ ...policy, capture: event.target.value as 'automatic' | 'manual' })}
        options={CAPTURES.map((value) => ({ value, label: t(`sandbox.captureIs.${value}`) }))}
      />
      <SelectField
        label={t('sandbox.complete')}
        value={policy.complete}
        onChange={(event) =>
          setPolicy({ ...policy, complete: event.target.value as (typeof COMPLETES)[number] })
        }
        options={COMPLETES.map((value) => ({ value, label: t(`sandbox.completeIs.${value}`) }))}
      />
      {error && (
        <p className="fault" role="alert">
          {problem(error).title}. {problem(error).detail}
        </p>
      )}
      <button type="submit" className="button is-primary" disabled={isPending || amountMinor === null}>
        {t('sandbox.placeIt')}
      </button>
    </form>
  );
}
