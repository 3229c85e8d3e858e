/** One confirmation: the fields of a command, the sentence that names the money and the consequence, and its button. */
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandKind, Operation, Reservation } from '../api/types';
import { Dialog } from '../parts/dialog';
import { useTell } from '../shell/notices';
import { useMoney } from '../words/use-money';
import type { CommandOutcome, Said } from './command-outcome';
import { OutcomeView } from './outcome-view';
import { useCommand } from './use-command';
import { useLeaving } from './use-leaving';

interface Props {
  order: Pick<Reservation, 'orderId' | 'currency'>;
  kind: CommandKind | 'resolve';
  /** The word of a resolve. */
  said?: Said;
  title: string;
  /** Names the money, and what cannot be undone. */
  consequence: ReactNode;
  /** On the button: what it does, with the money. */
  confirm: string;
  /** What is sent; null while a field is at fault. */
  body: object | null;
  /** It takes something away that no command brings back. */
  isDanger?: boolean;
  onClose: () => void;
  children?: ReactNode;
}

const OVER: readonly CommandOutcome['is'][] = ['refused', 'pending', 'contradicted'];

/**
 * Closes by itself once the command was executed, and says so. From the sending until the outcome is known nothing in it
 * changes: what is sent again is what was sent, and what is read is what was confirmed.
 */
export function CommandDialog(props: Props) {
  const { order, kind, said, title, confirm, body, isDanger, onClose, children } = props;
  const { t } = useTranslation();
  const tellExecuted = useTellExecuted(props);
  const { outcome, send } = useCommand({ orderId: order.orderId, kind, said }, (operation) => {
    tellExecuted(operation);
    onClose();
  });
  const isOver = OVER.includes(outcome.is);
  const isSending = outcome.is === 'sending';
  const isUncertain = outcome.is === 'uncertain';
  const [confirmed, setConfirmed] = useState<ReactNode>(null);
  const consequence = confirmed ?? props.consequence;
  const { leave, isWarned } = useLeaving(isUncertain, onClose);
  const press = (): void => {
    if (body === null && !isUncertain) return;
    setConfirmed(consequence);
    void send(body);
  };
  return (
    <Dialog title={title} onClose={leave} isBusy={isSending}>
      {/* Enter in a field confirms nothing: money moves by the button that names it. */}
      <form className="dialog-form" onSubmit={(event) => event.preventDefault()} noValidate>
        {!isOver && (
          <fieldset disabled={isSending || isUncertain} className="plain">
            {children}
          </fieldset>
        )}
        {!isOver && <div className={`consequence${isDanger ? ' is-danger' : ''}`}>{consequence}</div>}
        <OutcomeView orderId={order.orderId} kind={kind} outcome={outcome} isLeaving={isWarned} />
        <div className="dialog-buttons">
          <button
            type="button"
            className="button"
            onClick={() => !isSending && leave()}
            aria-disabled={isSending}
          >
            {t(isWarned ? 'common.leave' : isOver ? 'common.close' : 'common.goBack')}
          </button>
          {!isOver && (
            <button
              type="button"
              onClick={press}
              className={`button ${isDanger ? 'is-danger' : 'is-primary'}`}
              disabled={body === null && !isSending && !isUncertain}
              aria-disabled={isSending}
            >
              {isSending ? t('common.sending') : isUncertain ? t('common.retry') : confirm}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function useTellExecuted({ order, kind }: Pick<Props, 'order' | 'kind'>): (operation: Operation) => void {
  const { t } = useTranslation();
  const money = useMoney();
  const tell = useTell();
  const { orderId, currency } = order;
  return ({ amountMinor }) => {
    const amount = amountMinor === null ? '' : money(amountMinor, currency);
    tell({ tone: 'good', text: t(`done.${kind}`, { orderId, amount }), orderId });
  };
}
