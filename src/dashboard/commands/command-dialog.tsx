/** One confirmation: the fields of a command, the sentence that names the money and the consequence, and its button. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandKind, Operation, Reservation } from '../api/types';
import { Dialog } from '../parts/dialog';
import { useTell } from '../shell/notices';
import { useMoney } from '../words/use-money';
import { OutcomeView } from './outcome-view';
import { useCommand } from './use-command';

interface Props {
  order: Pick<Reservation, 'orderId' | 'currency'>;
  kind: CommandKind | 'resolve';
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

/** Closes by itself once the command was executed, and says so. */
export function CommandDialog(props: Props) {
  const { order, kind, title, consequence, confirm, body, isDanger, onClose, children } = props;
  const { t } = useTranslation();
  const tellExecuted = useTellExecuted(props);
  const { outcome, send } = useCommand({ orderId: order.orderId, kind }, (operation) => {
    tellExecuted(operation);
    onClose();
  });
  const isOver = outcome.is === 'refused' || outcome.is === 'pending';
  const isSending = outcome.is === 'sending';
  return (
    <Dialog title={title} onClose={onClose} isBusy={isSending}>
      {/* Enter in a field confirms nothing: money moves by the button that names it. */}
      <form className="dialog-form" onSubmit={(event) => event.preventDefault()} noValidate>
        {!isOver && (
          <fieldset disabled={isSending} className="plain">
            {children}
          </fieldset>
        )}
        {!isOver && <div className={`consequence${isDanger ? ' is-danger' : ''}`}>{consequence}</div>}
        <OutcomeView orderId={order.orderId} kind={kind} outcome={outcome} />
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose} disabled={isSending}>
            {t(isOver ? 'common.close' : 'common.goBack')}
          </button>
          {!isOver && (
            <button
              type="button"
              onClick={() => body !== null && void send(body)}
              className={`button ${isDanger ? 'is-danger' : 'is-primary'}`}
              disabled={body === null || isSending}
            >
              {isSending ? t('common.sending') : outcome.is === 'uncertain' ? t('common.retry') : confirm}
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
  return ({ amountMinor }) => {
    const amount = amountMinor === null ? '' : money(amountMinor, order.currency);
    tell({ tone: 'good', text: t(`done.${kind}`, { orderId: order.orderId, amount }) });
  };
}
