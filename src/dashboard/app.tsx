/** The operators' dashboard. It knows the HTTP API and nothing else of Holdfast. */
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createQueryClient } from './live/query-client';
import { Screens } from './screens';
import { SessionGate } from './session/session-gate';
import { ErrorBoundary } from './shell/error-boundary';
import { Shell } from './shell/shell';
import { WordsProvider } from './words/words';

/** Everything, from signing in to the screens. */
export function App() {
  const { t } = useTranslation();
  const [client] = useState(createQueryClient);
  const words = { title: t('shell.broken'), detail: t('shell.brokenDetail'), reload: t('shell.reload') };
  return (
    <ErrorBoundary words={words}>
      <QueryClientProvider client={client}>
        <WordsProvider>
          <SessionGate>
            <Shell>
              <Screens />
            </Shell>
          </SessionGate>
        </WordsProvider>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
