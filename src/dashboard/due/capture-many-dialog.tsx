/** One confirmation for many captures: it names their number and their total, and then what became of each. */
import { useTranslation } from 'react-i18next';
import type { Reservation } from '../api/types';
import { afterCaptureOf } from '../commands/after-capture';
import type { CommandOutcome } from '../commands/command-outcome';
import { LeaveWarning } from '../commands/outcome-view';
import { useLeaving } from '../commands/use-leaving';
import { formatTotals } from '../money/format-money';
import { Dialog } from '../parts/dialog';
import { Money } from '../parts/money';
import { ToldBox } from '../parts/told-box';
import { useLanguage } from '../words/use-language';
import { CaptureResult } from './capture-result';
import { heldOf } from './selection-bar';
import { useCaptureMany } from './use-capture-many';

/**
 * `orders` are those of the moment the dialog was opened, whatever happens to the list behind it. `onClose` is told whether
 * anything was sent.
 */
export function CaptureManyDialog({
  orders: given,
  onClose,
}: {
  orders: readonly Reservation[];
  onClose: (wasSent: boolean) => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { orders, outcomes, isSending, send } = useCaptureMany(given);
  const total = formatTotals(orders.map(heldOf), language);
  const count = orders.length;
  const isBegun = outcomes.size > 0;
  const done = countOf(outcomes, 'executed');
  const isUncertain = countOf(outcomes, 'uncertain') > 0;
  const completing = orders.filter(({ policy }) => afterCaptureOf(policy) === 'completed').length;
  const { leave, isWarned } = useLeaving(isUncertain, () => onClose(isBegun));
  return (
    <Dialog title={t('many.title', { count })} onClose={leave} isBusy={isSending}>
      <p className="consequence">
        <strong>{t('many.consequence', { count, total })}</strong> {t('consequence.onlyRefund')}{' '}
        {completing > 0 && t('many.thenCompleted', { count: completing })}
      </p>
      {isBegun && (
        <ToldBox tone="plain" role="status">
          <progress value={done} max={count} aria-label={t('many.progress')} />
          <p>{t('many.done', { done, count })}</p>
        </ToldBox>
      )}
      <ul className="many">
        {orders.map((order) => (
          <li key={order.orderId}>
            <span className="mono">{order.orderId}</span>
            <Money {...heldOf(order)} />
            <CaptureResult outcome={outcomes.get(order.orderId)} />
          </li>
        ))}
      </ul>
      {isWarned && <LeaveWarning />}
      <div className="dialog-buttons">
        <button
          type="button"
          className="button"
          onClick={() => !isSending && leave()}
          aria-disabled={isSending}
        >
          {t(isWarned ? 'common.leave' : isBegun ? 'common.close' : 'common.goBack')}
        </button>
        {(!isBegun || isSending || isUncertain) && (
          <button
            type="button"
            className="button is-primary"
            onClick={() => void send()}
            aria-disabled={isSending}
          >
            {isSending
              ? t('common.sending')
              : isUncertain
                ? t('common.retry')
                : t('many.confirm', { count, total })}
          </button>
        )}
      </div>
    </Dialog>
  );
}

function countOf(outcomes: ReadonlyMap<string, CommandOutcome>, is: CommandOutcome['is']): number {
  return [...outcomes.values()].filter((outcome) => outcome.is === is).length;
}
