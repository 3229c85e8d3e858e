/** What this browser remembers of the viewer's choices: nothing else, and nothing of any order. */

type Preference = 'language' | 'theme' | 'shortcuts';

/** The remembered choice; null where there is none, or where the browser keeps nothing. */
export function recall(name: Preference): string | null {
  try {
    return localStorage.getItem(`holdfast.${name}`);
  } catch {
    return null;
  }
}

/** Remembers a choice, where the browser allows it. */
export function remember(name: Preference, value: string): void {
  try {
    localStorage.setItem(`holdfast.${name}`, value);
  } catch {
    // It then lasts as long as the page.
  }
}
