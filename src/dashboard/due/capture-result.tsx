/** What became of one capture among many, in a word. */
import { useTranslation } from 'react-i18next';
import { type CommandOutcome, wasTooLate } from '../commands/command-outcome';
import { useProblemText } from '../words/use-problem-text';

/** Nothing before it was sent. */
export function CaptureResult({ outcome }: { outcome: CommandOutcome | undefined }) {
  const { t } = useTranslation();
  const problem = useProblemText();
  switch (outcome?.is) {
    case 'sending':
      return <span className="quiet">{t('common.sending')}</span>;
    case 'executed':
      return <span className="badge is-good">{t('many.captured')}</span>;
    case 'pending':
      return <span className="badge is-plain">{t('many.pending')}</span>;
    case 'uncertain':
      return <span className="badge is-plain">{t('many.uncertain')}</span>;
    case 'refused':
      return wasTooLate('capture', outcome.problem.code) ? (
        <span className="badge is-plain">{t('many.faster')}</span>
      ) : (
        <span className="badge is-bad">{problem(outcome.problem).title}</span>
      );
    default:
      return null;
  }
}
