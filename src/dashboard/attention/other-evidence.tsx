/** Evidence that asks for no answer here: its facts, folded away until somebody wants them. */
import { useTranslation } from 'react-i18next';
import { Money } from '../parts/money';
import { Instant } from '../time/instant';
import { type Fact, factsOf, isAmount, isInstant } from './evidence-facts';

/** The server's own message stands first: it is what the log and the API say too. */
export function OtherEvidence({
  evidence,
  message,
  currency,
}: {
  evidence: unknown;
  message: string;
  currency: string;
}) {
  const { t } = useTranslation();
  const facts = factsOf(evidence);
  return (
    <details>
      <summary>{t('evidence.all')}</summary>
      <p lang="en" className="quiet">
        {message}
      </p>
      <dl className="facts">
        {facts.map((fact) => (
          <div key={fact.name}>
            <dt className="mono">{fact.name}</dt>
            <dd>
              <FactValue fact={fact} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function FactValue({ fact, currency }: { fact: Fact; currency: string }) {
  if (isAmount(fact)) return <Money amountMinor={fact.value} currency={currency} />;
  if (isInstant(fact)) return <Instant at={fact.value} />;
  return `${fact.value}`;
}
