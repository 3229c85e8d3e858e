/** The two answers to an unknown outcome. Each says beforehand what it will do; nothing is sent for either. */
import { useTranslation } from 'react-i18next';
import type { Operation, Reservation } from '../api/types';
import type { Said } from '../commands/command-outcome';
import { useMay } from '../session/session-context';
import { useMoney } from '../words/use-money';
import { useResolve } from './resolving';
import type { UnsettledEvidence } from './unsettled-evidence';
import { useAnswerWords } from './use-answer-words';

const ANSWERS: readonly Said[] = ['executed', 'refused'];

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
  const resolve = useResolve();
  const canAnswer = may('resolve') && order.allowedActions.includes('resolve');
  const wordsFor = useAnswerWords();
  return (
    <div className="answers">
      {ANSWERS.map((answer) => {
        const { amounts } = evidence.answers[answer];
        const does = wordsFor(operation.kind, answer, evidence.answers[answer].does);
        return (
          <section key={answer} className="answer">
            <h3>{t(`answer.${answer}`)}</h3>
            <p>{does}</p>
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
                onClick={() => resolve({ order, operation, answer, does })}
                aria-label={t(`answer.button.${answer}`, { orderId: order.orderId })}
              >
                {t(`answer.${answer}`)}…
              </button>
            )}
          </section>
        );
      })}
    </div>
  );
}
