// What `Intl` of Node 20 said of decimals where the table of ISO 4217 says otherwise, or nothing that we use: orders that
// were placed before the table count in these to their end. Nothing is added here.

/** Decimals by currency, of those that differ. */
export const EARLIER_EXPONENTS: Readonly<Record<string, number>> = {
  AFN: 0,
  ALL: 0,
  ANG: 2,
  COP: 0,
  CUC: 2,
  HRK: 2,
  HUF: 0,
  IDR: 0,
  IQD: 0,
  IRR: 0,
  KPW: 0,
  LAK: 0,
  LBP: 0,
  MGA: 0,
  MMK: 0,
  MRU: 2,
  PKR: 0,
  SLL: 0,
  SOS: 0,
  SYP: 0,
  XDR: 2,
  XSU: 2,
  YER: 0,
  ZWL: 2,
};
