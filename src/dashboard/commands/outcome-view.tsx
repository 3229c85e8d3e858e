/** What became of a command, said kindly, with what is true now. */
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../api/api-problem';
import type { CommandKind, Operation } from '../api/types';
import { useProblemText } from '../words/use-problem-text';
import { type CommandOutcome, wasTooLate } from './command-outcome';
import { TrueNow } from './true-now';

/** Nothing while nothing was sent, and nothing of a success: the notice tells of that. */
export function OutcomeView({
  orderId,
  kind,
  outcome,
}: {
  orderId: string;
  kind: CommandKind | 'resolve';
  outcome: CommandOutcome;
}) {
  switch (outcome.is) {
    case 'refused':
      return <Refused orderId={orderId} kind={kind} problem={outcome.problem} />;
    case 'uncertain':
      return <Uncertain problem={outcome.problem} />;
    case 'pending':
      return <Pending operation={outcome.answer.operation} isWord={kind === 'resolve'} />;
    default:
      return null;
  }
}

function Refused({
  orderId,
  kind,
  problem,
}: {
  orderId: string;
  kind: CommandKind | 'resolve';
  problem: ApiProblem;
}) {
  const { t } = useTranslation();
  const text = useProblemText()(problem);
  const isLate = wasTooLate(kind, problem.code);
  return (
    <div className={`notice-box ${isLate ? 'is-plain' : 'is-bad'}`} role="alert">
      <p>
        <strong>{isLate ? t('outcome.faster') : text.title}.</strong>{' '}
        {isLate ? t('outcome.fasterDetail') : text.detail}
      </p>
      <TrueNow orderId={orderId} kind={kind} />
    </div>
  );
}

function Uncertain({ problem }: { problem: ApiProblem }) {
  const { t } = useTranslation();
  const text = useProblemText()(problem);
  return (
    <div className="notice-box is-plain" role="alert">
      <p>
        <strong>{text.title}.</strong> {t('outcome.uncertain')}
      </p>
    </div>
  );
}

/** `isWord`: a person's word on it is being checked. */
function Pending({ operation, isWord }: { operation: Operation; isWord: boolean }) {
  const { t } = useTranslation();
  const isOver = operation.status === 'refused';
  return (
    <div className={`notice-box ${isOver ? 'is-bad' : 'is-plain'}`} role="status">
      <p>
        <strong>{t(isOver ? 'outcome.refusedLater' : 'outcome.pending')}.</strong>{' '}
        {t(isWord ? 'outcome.wordPending' : `outcome.pendingDetail.${operation.status}`)}
      </p>
    </div>
  );
}
