/** The two answers to an unknown outcome. Each says beforehand what it will do; nothing is sent for either. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Operation, Reservation } from '../api/types';
import { ResolveDialog } from '../commands/resolve-dialog';
import { useMay } from '../session/session-context';
import { useMoney } from '../words/use-money';
import type { UnsettledEvidence } from './unsettled-evidence';
import { useAnswerWords } from './use-answer-words';

/** One of the two. */
export type Answer = 'executed' | 'refused';

const ANSWERS: readonly Answer[] = ['executed', 'refused'];

/** Two cards with a button each; without the role to resolve, the words alone. */
export function Answers({
  order,
  operation,
  evidence,
}: {
  order: Reservation;
  operation: Operation;
  evidence: UnsettledEvidence;
}) {
  const { t } = useTranslation();
  const may = useMay();
  const money = useMoney();
  const [answering, setAnswering] = useState<Answer | null>(null);
  const canAnswer = may('resolve') && order.allowedActions.includes('resolve');
  const wordsFor = useAnswerWords();
  return (
    <div className="answers">
      {ANSWERS.map((answer) => {
        const { does, amounts } = evidence.answers[answer];
        return (
          <section key={answer} className="answer">
            <h3>{t(`answer.${answer}`)}</h3>
            <p>{wordsFor(operation.kind, answer, does)}</p>
            <p className="quiet">
              {t('answer.amounts', {
                captured: money(amounts.capturedMinor, order.currency),
                charged: money(amounts.chargedMinor, order.currency),
                refunded: money(amounts.refundedMinor, order.currency),
                runway: money(amounts.runwayMinor, order.currency),
              })}
            </p>
            {canAnswer && (
              <button
                type="button"
                className="button"
                onClick={() => setAnswering(answer)}
                aria-label={t(`answer.button.${answer}`, { orderId: order.orderId })}
              >
                {t(`answer.${answer}`)}…
              </button>
            )}
          </section>
        );
      })}
      {answering && (
        <ResolveDialog
          order={order}
          operation={operation}
          answer={answering}
          does={wordsFor(operation.kind, answering, evidence.answers[answering].does)}
          onClose={() => setAnswering(null)}
        />
      )}
    </div>
  );
}
