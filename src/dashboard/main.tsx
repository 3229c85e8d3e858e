/** Starts the dashboard in the browser. */
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/shell.css';
import './styles/tables.css';
import './styles/figures.css';
import './styles/dialog.css';
import './styles/screens.css';
import './styles/attention.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { applyTheme, chosenTheme } from './shell/theme';
import { startWords } from './words/start-words';

applyTheme(chosenTheme());
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
