/** Options that name amounts, always in minor units; what is none is refused by name before anything is sent. */
import { InvalidArgumentError } from 'commander';

/** A positive whole number of minor units. @throws InvalidArgumentError */
export function readAmountMinor(text: string): number {
  const amountMinor = Number(text);
  if (!/^\d+$/.test(text) || amountMinor < 1 || !Number.isSafeInteger(amountMinor)) {
    throw new InvalidArgumentError(
      'Give a positive whole number of minor units, such as 15000 for NOK 150.00.',
    );
  }
  return amountMinor;
}

/** One `N=AMOUNT`, added to those before it. @throws InvalidArgumentError */
export function readLineAmount(
  text: string,
  earlier: { line: number; amountMinor: number }[] = [],
): { line: number; amountMinor: number }[] {
  const [, line, amount] = /^(\d+)=(\d+)$/.exec(text) ?? [];
  if (line === undefined || amount === undefined) {
    throw new InvalidArgumentError('Give the index of the line, from 0, and its minor units: 0=15000.');
  }
  return [...earlier, { line: Number(line), amountMinor: readAmountMinor(amount) }];
}

/** One `NAME=AMOUNT@TAX` of a charge, added to those before it. @throws InvalidArgumentError */
export function readChargeLine(text: string, earlier: ChargeLine[] = []): ChargeLine[] {
  const [, name, amount, tax] = /^(.+)=(\d+)@(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (name === undefined || amount === undefined || tax === undefined) {
    throw new InvalidArgumentError(
      'Give name, minor units with tax, and tax rate: "Late checkout=50000@25".',
    );
  }
  return [...earlier, { name, amountMinor: readAmountMinor(amount), taxPercent: Number(tax) }];
}

/** A line of a charge, as the API takes it. */
export interface ChargeLine {
  name: string;
  amountMinor: number;
  taxPercent: number;
}
