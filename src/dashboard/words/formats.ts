/**
 * Intl's formatters, each made once: making one costs a hundred times as much as using it, and a list of fifty rows that
 * tick every second uses hundreds. Pure.
 */

const numbers = new Map<string, Intl.NumberFormat>();
const instants = new Map<string, Intl.DateTimeFormat>();

/** The formatter of numbers with these options. */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(numbers, [locale, options], () => new Intl.NumberFormat(locale, options));
}

/** The formatter of instants with these options, in the viewer's zone. */
export function instantFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(instants, [locale, options], () => new Intl.DateTimeFormat(locale, options));
}

function kept<T>(formats: Map<string, T>, named: unknown, make: () => T): T {
  const name = JSON.stringify(named);
  const format = formats.get(name) ?? make();
  formats.set(name, format);
  return format;
}
