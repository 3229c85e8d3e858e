/** Side by side: what Holdfast knows of the money, and what the provider shows. What differs is marked, not by colour alone. */
import { useTranslation } from 'react-i18next';
import { Money } from '../parts/money';
import type { DifferingBooks } from './books-differ';

/** A table of figures. */
export function BooksBeside({ books, currency }: { books: DifferingBooks; currency: string }) {
  const { t } = useTranslation();
  return (
    <table className="figures books-beside">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('evidence.known')}</th>
          <th scope="col">{t('evidence.shown')}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t('due.column.state')}</th>
          <td>{t(`state.${books.knownState}`, { defaultValue: books.knownState })}</td>
          <td>{books.shownStatus}</td>
        </tr>
        {books.figures.map(({ name, knownMinor, shownMinor }) => (
          <tr key={name}>
            <th scope="row">{t(`amount.${name}`)}</th>
            <td>
              <Money amountMinor={knownMinor} currency={currency} />
            </td>
            <td>
              <Money amountMinor={shownMinor} currency={currency} />
              {knownMinor !== shownMinor && <span className="badge is-bad">{t('evidence.differs')}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
