/** Resend: the payment link once more, to the order's own address or to another one. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reservation } from '../api/types';
import { Field } from '../parts/field';
import { CommandDialog } from './command-dialog';

/** Nothing typed means the order's own addresses. */
export function ResendDialog({ order, onClose }: { order: Reservation; onClose: () => void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const typed = email.trim();
  const isAddress = typed === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed);
  return (
    <CommandDialog
      order={order}
      kind="resend"
      title={t('dialog.resend', { orderId: order.orderId })}
      consequence={typed === '' ? t('consequence.resendOwn') : t('consequence.resendTo', { email: typed })}
      confirm={t('confirm.resend')}
      body={isAddress ? (typed === '' ? {} : { email: typed }) : null}
      onClose={onClose}
    >
      <Field
        label={t('resend.email')}
        type="email"
        hint={t('resend.hint')}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        fault={isAddress ? null : t('resend.fault')}
      />
    </CommandDialog>
  );
}
