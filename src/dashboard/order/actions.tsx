/** What may be done with the order now: only what the server allows at this moment, and the viewer's role. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sheet } from '../api/sheet-types';
import type { CommandKind, Reservation } from '../api/types';
import { useMay } from '../session/session-context';
import { ActionDialog } from './action-dialog';

const COMMANDS: readonly CommandKind[] = ['capture', 'charge', 'refund', 'resend', 'complete', 'cancel'];
const DANGEROUS: readonly CommandKind[] = ['complete', 'cancel'];

/** A button per command; capture first, what ends the order last. */
export function Actions({ order, sheet }: { order: Reservation; sheet: Sheet | undefined }) {
  const { t } = useTranslation();
  const may = useMay();
  const [open, setOpen] = useState<CommandKind | null>(null);
  const allowed = COMMANDS.filter((kind) => order.allowedActions.includes(kind));
  const offered = allowed.filter(may);
  return (
    <>
      {offered.length === 0 ? (
        <p className="quiet actions">{t(whyNone(order.allowedActions, allowed.length))}</p>
      ) : (
        <section className="actions" aria-label={t('order.actions')}>
          {offered.map((kind) => (
            <button key={kind} type="button" className={classOf(kind)} onClick={() => setOpen(kind)}>
              {t(`action.${kind}`)}…
            </button>
          ))}
        </section>
      )}
      {open && <ActionDialog kind={open} order={order} sheet={sheet} onClose={() => setOpen(null)} />}
    </>
  );
}

function whyNone(actions: readonly string[], allowedCount: number): string {
  if (allowedCount > 0) return 'order.roleMayNot';
  return actions.includes('resolve') ? 'order.resolveFirst' : 'order.nothingAllowed';
}

function classOf(kind: CommandKind): string {
  if (kind === 'capture') return 'button is-primary';
  return DANGEROUS.includes(kind) ? 'button is-danger-quiet' : 'button';
}
