/** Whose order it is: masked, until an operator asks to be shown it. The showing is recorded, and says so beforehand. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showCustomer } from '../api/reservations';
import type { Customer, Sheet } from '../api/sheet-types';
import { askAnew } from '../live/ask-anew';
import { orderKey } from '../live/query-keys';
import { useSession } from '../session/session-context';
import { Instant } from '../time/instant';
import { useProblemText } from '../words/use-problem-text';

/** What is shown is kept in this component only: it is gone when one leaves the order. */
export function CustomerCard({
  orderId,
  customer: masked,
  shown,
}: {
  orderId: string;
  customer: Customer;
  shown: Sheet['shown'];
}) {
  const { t } = useTranslation();
  const { role } = useSession();
  const client = useQueryClient();
  const problem = useProblemText();
  const [plain, setPlain] = useState<Customer | null>(null);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => showCustomer(orderId),
    onSuccess: (customer) => {
      setPlain(customer);
      void askAnew(client, [...orderKey(orderId), 'sheet']);
    },
  });
  return (
    <>
      <CustomerFacts customer={plain ?? masked} />
      {role === 'operator' &&
        (plain ? (
          <button type="button" className="button" onClick={() => setPlain(null)}>
            {t('customer.hide')}
          </button>
        ) : (
          <p>
            <button type="button" className="button" onClick={() => mutate()} disabled={isPending}>
              {t('customer.show')}
            </button>{' '}
            <span className="quiet">{t('customer.recorded')}</span>
          </p>
        ))}
      {error && (
        <p className="fault" role="alert">
          {problem(error).title}. {problem(error).detail}
        </p>
      )}
      {shown.length > 0 && (
        <details>
          <summary>{t('customer.shown', { count: shown.length })}</summary>
          <ul className="showings">
            {shown.map(({ at, by }) => (
              <li key={`${at}${by}`}>
                <Instant at={at} /> · {t(`who.${by}`, { defaultValue: by })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function CustomerFacts({ customer: { name, email, phone, address } }: { customer: Customer }) {
  const { t } = useTranslation();
  const place = address && `${address.street}, ${address.zip} ${address.city}, ${address.country}`;
  const facts = Object.entries({ name, email, phone, address: place }).filter(([, value]) => value);
  return (
    <dl className="facts">
      {facts.map(([fact, value]) => (
        <div key={fact}>
          <dt>{t(`customer.${fact}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
