/** The captures and charges, with what was given back of each, and the refund of what is left. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Movement } from '../api/sheet-types';
import type { Reservation } from '../api/types';
import { leftOf } from '../commands/refundable';
import { Money } from '../parts/money';
import { useMay } from '../session/session-context';
import { Instant } from '../time/instant';
import { ActionDialog } from './action-dialog';

/** A refund is offered where the order allows refunds and something is left. */
export function MovementsTable({ order, movements }: { order: Reservation; movements: readonly Movement[] }) {
  const { t } = useTranslation();
  const may = useMay();
  const [refunding, setRefunding] = useState<string | null>(null);
  const canRefund = may('refund') && order.allowedActions.includes('refund');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <div className="scroller" role="group" tabIndex={0} aria-label={t('order.movements')}>
      <table className="figures">
        <thead>
          <tr>
            {['reference', 'kind', 'at', 'amount', 'refunded'].map((column) => (
              <th key={column} scope="col">
                {t(`movement.${column}`)}
              </th>
            ))}
            {canRefund && (
              <th scope="col">
                <span className="visually-hidden">{t('action.refund')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {movements.map((movement, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: movements only ever grow, in order
            <tr key={index}>
              <th scope="row" className="mono">
                {movement.reference ?? t('movement.unnamed')}
              </th>
              <td>{t(`movement.kindOf.${movement.kind}`)}</td>
              <td>{movement.at && <Instant at={movement.at} />}</td>
              <td>
                <Money amountMinor={movement.amountMinor} currency={order.currency} />
              </td>
              <td>
                <Money amountMinor={movement.refundedMinor} currency={order.currency} />
              </td>
              {canRefund && (
                <td>
                  {movement.reference !== null && leftOf(movement) > 0 && (
                    <button
                      type="button"
                      className="button"
                      aria-label={t('movement.refund', { reference: movement.reference })}
                      onClick={() => setRefunding(movement.reference)}
                    >
                      {t('action.refund')}…
                    </button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {refunding !== null && (
        <ActionDialog
          kind="refund"
          order={order}
          sheet={{ lines: [], movements: [...movements] }}
          reference={refunding}
          onClose={() => setRefunding(null)}
        />
      )}
    </div>
  );
}
