/** One confirmation: the fields of a command, the sentence that names the money and the consequence, and its button. */
import type { FormEvent, ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandKind, Reservation } from '../api/types';
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
  const { outcome, send } = useCommand({ orderId: order.orderId, kind });
  useWhenExecuted(outcome.is === 'executed' ? outcome.answer.operation.amountMinor : undefined, props);
  const isOver = outcome.is === 'refused' || outcome.is === 'pending';
  const isSending = outcome.is === 'sending';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (body !== null && !isSending && !isOver) void send(body);
  };
  return (
    <Dialog title={title} onClose={onClose} isBusy={isSending}>
      <form className="dialog-form" onSubmit={submit} noValidate>
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
              type="submit"
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

/** Told once, and the dialog goes. `amountMinor` is undefined until then. */
function useWhenExecuted(amountMinor: number | null | undefined, { order, kind, onClose }: Props): void {
  const { t } = useTranslation();
  const money = useMoney();
  const tell = useTell();
  const isTold = useRef(false);
  useEffect(() => {
    if (amountMinor === undefined || isTold.current) return;
    isTold.current = true;
    const amount = amountMinor === null ? '' : money(amountMinor, order.currency);
    tell({ tone: 'good', text: t(`done.${kind}`, { orderId: order.orderId, amount }) });
    onClose();
  });
}
