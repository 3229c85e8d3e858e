/** The table of settings for people: the documents and `holdfast --help` are made from it. */
import { SCHEMA } from './schema';
import { TEMPORAL_ROWS } from './temporal-rows';

/** One row of the table; `name` ends in `*` where it stands for all names that begin so. */
export interface SettingDescription {
  readonly name: string;
  readonly default: string;
  readonly meaning: string;
}

/** Every setting with its default and meaning, in the order of the documents. */
export function describeSettings(): SettingDescription[] {
  const own = Object.entries(SCHEMA).map(([name, row]) => ({
    name,
    default: 'standard' in row ? row.standard : row.unsetText,
    meaning: row.meaning,
  }));
  const temporal = TEMPORAL_ROWS.map(({ name, standard, meaning }) => ({ name, default: standard, meaning }));
  return [...own, ...temporal];
}
