/** Light or dark: as the system says, or as chosen here. The style sheet does the rest. */
import { recall, remember } from './preferences';

/** The themes to choose from. */
export const THEMES = ['system', 'light', 'dark'] as const;

/** One of the themes. */
export type Theme = (typeof THEMES)[number];

/** The chosen theme. */
export function chosenTheme(): Theme {
  return THEMES.find((theme) => theme === recall('theme')) ?? 'system';
}

/** Shows a theme, without remembering it. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Shows a theme, and remembers it in this browser. */
export function chooseTheme(theme: Theme): void {
  remember('theme', theme);
  applyTheme(theme);
}
