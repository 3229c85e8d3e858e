/** The customer's part of one order, and its clock. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { advanceClock, playCustomer } from '../api/sandbox';
import type { Reservation } from '../api/types';
import { askAnew } from '../live/ask-anew';
import { LISTS, orderKey, SUMMARY } from '../live/query-keys';
import { useTell } from '../shell/notices';
import { useProblemText } from '../words/use-problem-text';
import { useHeldBack } from './use-held-back';

const ENDED = ['completed', 'cancelled', 'expired', 'failed'];
const JUMPS = ['PT1H', 'P1D', 'P3D', 'P6D', 'P7D', 'P90D'];

type Act = 'pay' | 'decline' | { duration: string };

/** Nothing for an order that has ended. */
export function OrderHand({ order: { orderId, state } }: { order: Reservation }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tell = useTell();
  const problem = useProblemText();
  const [jump, setJump] = useState('P1D');
  const { isHeldBack, holdBack } = useHeldBack(state);
  const { mutate, isPending } = useMutation({
    mutationFn: async (act: Act) => {
      if (typeof act === 'string') await playCustomer(orderId, act);
      else await advanceClock(orderId, act.duration);
    },
    onSuccess: (_, act) => {
      tell({
        tone: 'good',
        text: t(`sandbox.done.${typeof act === 'string' ? act : 'advance'}`, { orderId }),
        orderId,
      });
    },
    onError: (error) => {
      const { title, detail } = problem(error);
      tell({ tone: 'bad', text: `${orderId}: ${title}. ${detail}`, orderId });
    },
    onSettled: () => void askAnew(client, LISTS, SUMMARY, orderKey(orderId)),
  });
  if (ENDED.includes(state)) return <span className="quiet">{t('sandbox.ended')}</span>;
  return (
    <div className="order-hand">
      {state === 'awaitingPayment' &&
        (['pay', 'decline'] as const).map((act) => (
          <button
            key={act}
            type="button"
            className="button"
            disabled={isPending || isHeldBack}
            onClick={() => {
              holdBack();
              mutate(act);
            }}
            aria-label={t(`sandbox.${act}Order`, { orderId })}
          >
            {t(`sandbox.${act}`)}
          </button>
        ))}
      <select
        className="switch"
        value={jump}
        onChange={(event) => setJump(event.target.value)}
        aria-label={t('sandbox.jump', { orderId })}
      >
        {JUMPS.map((duration) => (
          <option key={duration} value={duration}>
            {t(`sandbox.jumps.${duration}`)}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="button"
        disabled={isPending}
        onClick={() => mutate({ duration: jump })}
        aria-label={t('sandbox.advanceOrder', { orderId })}
      >
        {t('sandbox.advance')}
      </button>
    </div>
  );
}
