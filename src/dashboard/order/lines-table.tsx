/** What was ordered, line by line. */
import { useTranslation } from 'react-i18next';
import type { OrderLine } from '../api/sheet-types';
import { Money } from '../parts/money';

/** The totals are with tax. */
export function LinesTable({ lines, currency }: { lines: readonly OrderLine[]; currency: string }) {
  const { t } = useTranslation();
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{t('line.name')}</th>
          <th scope="col" className="number">
            {t('line.tax')}
          </th>
          <th scope="col" className="number">
            {t('line.amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ line, name, taxPercent, amountMinor }) => (
          <tr key={line}>
            <th scope="row">{name}</th>
            <td className="number">{taxPercent} %</td>
            <td className="number">
              <Money amountMinor={amountMinor} currency={currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
