/**
 * Begins the dashboard in the browser: as little as can be, so that what the page asks first is on its way while the rest of
 * it is still being read.
 */
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/shell.css';
import './styles/tables.css';
import './styles/figures.css';
import './styles/dialog.css';
import './styles/screens.css';
import './styles/attention.css';
import { askAhead } from './api/ask';
import { heldPaths } from './due/held-paths';
import { applyTheme, chosenTheme } from './shell/theme';

applyTheme(chosenTheme());
void askFirst();
void import('./start');

/** Who is signed in; and then, as most come to it, the first screen's rows. */
async function askFirst(): Promise<void> {
  const isSignedIn = await askAhead('/session');
  const isDue = location.pathname === '/' && location.search === '';
  if (isSignedIn && isDue) for (const path of heldPaths()) void askAhead(path);
}
