/** The ways to the screens, with the counts of what waits there. */
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useSession } from '../session/session-context';
import { useSummary } from './use-summary';

interface Way {
  to: string;
  label: string;
  count?: number | undefined;
  /** What the count counts, for those who hear it and those who point at it. */
  counted?: string;
  isUrgent?: boolean;
}

/** Due, Attention, All, and in the sandbox the hand over it. */
export function Navigation() {
  const { t } = useTranslation();
  const { sandbox, role } = useSession();
  const { data: summary } = useSummary();
  const due = summary?.dueWithin24h;
  const attention = summary?.attention;
  const ways: Way[] = [
    { to: '/', label: t('nav.due'), count: due, counted: t('nav.dueCount', { count: due ?? 0 }) },
    {
      to: '/attention',
      label: t('nav.attention'),
      count: attention,
      counted: t('nav.attentionCount', { count: attention ?? 0 }),
      isUrgent: (attention ?? 0) > 0,
    },
    { to: '/all', label: t('nav.all') },
    ...(sandbox && role === 'operator' ? [{ to: '/sandbox', label: t('nav.sandbox') }] : []),
  ];
  return (
    <nav aria-label={t('nav.label')}>
      <ul className="nav">
        {ways.map((way) => (
          <li key={way.to}>
            <WayLink {...way} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function WayLink({ to, label, count, counted, isUrgent = false }: Way) {
  const [path] = useLocation();
  return (
    <Link href={to} aria-current={path === to ? 'page' : undefined}>
      {count === undefined ? (
        label
      ) : (
        <>
          <span aria-hidden="true" title={counted}>
            {label}
          </span>
          {/* A nought reads as if the list behind it were empty; it only counts what is near. */}
          {count > 0 && (
            <span className={isUrgent ? 'count is-urgent' : 'count'} aria-hidden="true" title={counted}>
              {count}
            </span>
          )}
          {/* In one piece: between two a reader puts a space, and so one before the comma. */}
          <span className="visually-hidden">
            {label}, {counted}
          </span>
        </>
      )}
    </Link>
  );
}
