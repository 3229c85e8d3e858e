/** The connection to Temporal alone, for commands that need nothing else of the settings. */
import { SettingsError, type SettingsFault } from './settings-error';
import { readTemporal, type TemporalSettings } from './temporal';

/** The settings of a Temporal server of your own, from an environment. @throws SettingsError, also when none is named */
export function readTemporalSettings(
  env: Readonly<Record<string, string | undefined>>,
): TemporalSettings & { address: string } {
  const given = Object.entries(env).flatMap(([name, value]) => {
    const text = value?.trim() ?? '';
    return text === '' ? [] : [[name, text] as const];
  });
  const faults: SettingsFault[] = [];
  const temporal = readTemporal(Object.fromEntries(given), faults);
  if (temporal === null) throw new SettingsError(faults);
  const { address, ...rest } = temporal;
  if (address !== null) return { ...rest, address };
  const problem =
    'is missing, and the embedded engine is prepared by `holdfast start`; allowed: host:port of a Temporal server';
  throw new SettingsError([{ setting: 'TEMPORAL_ADDRESS', problem }]);
}
