/** Figures that a test measured on its way, for `npm run prove`; without it they go nowhere, and no test judges them. */
import { appendFileSync } from 'node:fs';

/** Leaves one figure: what it is in words, its value, its unit (`s`, `orders`; empty for none). */
export function leaveFigure(name: string, value: number | string, unit = ''): void {
  const file = process.env['HOLDFAST_FIGURES'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ name, value, unit })}\n`);
}
