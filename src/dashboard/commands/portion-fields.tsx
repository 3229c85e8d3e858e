/** Chooses a part of a sum: all, an amount, or amounts by line. */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../parts/field';
import { useMoney } from '../words/use-money';
import type { ChosenPortion, Portion, Whole } from './portion';

interface Props {
  portion: Portion;
  onChange: (portion: Portion) => void;
  faults: ChosenPortion['faults'];
  /** `all` names the whole, with its amount. */
  of: Whole & { all: string };
}

/** Lines can only be chosen where there are any. */
export function PortionFields({ portion, onChange, faults, of: whole }: Props) {
  const { t } = useTranslation();
  const name = useId();
  const ways = whole.lines.length > 0 ? (['all', 'amount', 'lines'] as const) : (['all', 'amount'] as const);
  const labels = { all: whole.all, amount: t('portion.amount'), lines: t('portion.lines') };
  return (
    <fieldset className="portion">
      <legend>{t('portion.legend')}</legend>
      {ways.map((by) => (
        <label key={by} className="check">
          <input
            type="radio"
            name={name}
            checked={portion.by === by}
            onChange={() => onChange({ ...portion, by })}
          />
          {labels[by]}
        </label>
      ))}
      {portion.by === 'amount' && (
        <AmountField
          label={t('portion.amountIn', { currency: whole.currency })}
          value={portion.amount}
          most={{ amountMinor: whole.allMinor, currency: whole.currency }}
          fault={faults['amount']}
          onChange={(amount) => onChange({ ...portion, amount })}
        />
      )}
      {portion.by === 'lines' &&
        whole.lines.map(({ line, name: lineName, amountMinor }) => (
          <AmountField
            key={line}
            label={lineName}
            value={portion.lines[line] ?? ''}
            most={{ amountMinor, currency: whole.currency }}
            fault={faults[line]}
            onChange={(text) => onChange({ ...portion, lines: { ...portion.lines, [line]: text } })}
          />
        ))}
      {portion.by === 'lines' && faults['amount'] && <p className="fault">{t('portion.fault.tooMuch')}</p>}
    </fieldset>
  );
}

function AmountField({
  label,
  value,
  most,
  fault,
  onChange,
}: {
  label: string;
  value: string;
  most: { amountMinor: number; currency: string };
  fault: ChosenPortion['faults'][string] | undefined;
  onChange: (text: string) => void;
}) {
  const { t } = useTranslation();
  const money = useMoney();
  return (
    <Field
      label={label}
      inputMode="decimal"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      hint={t('portion.atMost', { amount: money(most.amountMinor, most.currency) })}
      fault={fault ? t(`portion.fault.${fault}`) : null}
    />
  );
}
