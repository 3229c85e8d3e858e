/**
 * The one error for wrong settings: it names every fault at once, so that a person corrects them in one go.
 * It is built from descriptions only; a value that may be secret never gets this far.
 */

/** One thing wrong with one setting; `problem` is a sentence's end and says what is allowed too. */
export interface SettingsFault {
  readonly setting: string;
  readonly problem: string;
}

/** Thrown when settings cannot be used; nothing was started. The process should end with `exitCode` (78, EX_CONFIG). */
export class SettingsError extends Error {
  readonly code = 'settings_invalid';
  readonly exitCode = 78;
  readonly faults: readonly SettingsFault[];

  constructor(faults: readonly SettingsFault[]) {
    super(describe(faults));
    this.name = 'SettingsError';
    this.faults = faults;
  }
}

function describe(faults: readonly SettingsFault[]): string {
  const count = faults.length === 1 ? 'is one fault' : `are ${faults.length} faults`;
  return [
    `Holdfast was not started: there ${count} in its settings.`,
    ...faults.map((fault) => `  ${fault.setting}: ${fault.problem}`),
    'Correct this in the environment or in .env, then start again.',
  ].join('\n');
}
