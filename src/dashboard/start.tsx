/** Draws the dashboard. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startWords } from './words/start-words';

const place = document.getElementById('app');
if (place === null) throw new Error('The page has no place for the dashboard.');
const root = createRoot(place);
void startWords().then(() => {
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
});
