/** What became of a command, said kindly, with what is true now. */
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../api/api-problem';
import type { CommandKind, Operation } from '../api/types';
import { ToldBox } from '../parts/told-box';
import { useProblemText } from '../words/use-problem-text';
import { type CommandOutcome, wasTooLate } from './command-outcome';
import { TrueNow } from './true-now';

/** Nothing while nothing was sent, and nothing of a success: the notice tells of that. */
export function OutcomeView({
  orderId,
  kind,
  outcome,
  isLeaving,
}: {
  orderId: string;
  kind: CommandKind | 'resolve';
  outcome: CommandOutcome;
  /** Somebody is about to leave though nobody knows what became of it. */
  isLeaving: boolean;
}) {
  switch (outcome.is) {
    case 'refused':
      return <Refused orderId={orderId} kind={kind} problem={outcome.problem} />;
    case 'uncertain':
      return (
        <>
          <Uncertain problem={outcome.problem} />
          {isLeaving && <LeaveWarning />}
        </>
      );
    case 'contradicted':
      return <Contradicted orderId={orderId} operation={outcome.answer.operation} />;
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
    <ToldBox tone={isLate ? 'plain' : 'bad'} role="alert">
      <p>
        <strong>{isLate ? t('outcome.faster') : text.title}.</strong>{' '}
        {isLate ? t('outcome.fasterDetail') : text.detail}
      </p>
      <TrueNow orderId={orderId} kind={kind} />
    </ToldBox>
  );
}

function Uncertain({ problem }: { problem: ApiProblem }) {
  const { t } = useTranslation();
  const text = useProblemText()(problem);
  return (
    <ToldBox tone="plain" role="alert">
      <p>
        <strong>{text.title}.</strong> {t('outcome.uncertain')}
      </p>
    </ToldBox>
  );
}

/** What leaving means while nobody knows what became of a command. */
export function LeaveWarning() {
  const { t } = useTranslation();
  return (
    <div className="notice-box is-bad" role="alert">
      <p>{t('outcome.leaving')}</p>
    </div>
  );
}

/** The opposite of a person's word is what happened. */
function Contradicted({ orderId, operation }: { orderId: string; operation: Operation }) {
  const { t } = useTranslation();
  return (
    <ToldBox tone="bad" role="alert">
      <p>
        <strong>{t('outcome.contradicted')}.</strong> {t(`outcome.contradictedDetail.${operation.status}`)}
      </p>
      <TrueNow orderId={orderId} kind="resolve" />
    </ToldBox>
  );
}

/** `isWord`: a person's word on it is being checked. */
function Pending({ operation, isWord }: { operation: Operation; isWord: boolean }) {
  const { t } = useTranslation();
  const isOver = operation.status === 'refused';
  return (
    <ToldBox tone={isOver ? 'bad' : 'plain'} role="status">
      <p>
        <strong>{t(isOver ? 'outcome.refusedLater' : 'outcome.pending')}.</strong>{' '}
        {t(isWord ? 'outcome.wordPending' : `outcome.pendingDetail.${operation.status}`)}
      </p>
    </ToldBox>
  );
}
