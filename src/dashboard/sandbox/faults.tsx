/** What shall go wrong, and what is set to. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clearFaults, readSandbox, setFault } from '../api/sandbox';
import type { SetFault } from '../api/sheet-types';
import { askAnew } from '../live/ask-anew';
import { SANDBOX } from '../live/query-keys';
import { Failed } from '../parts/failed';
import { SelectField } from '../parts/select-field';
import { useProblemText } from '../words/use-problem-text';
import { FAULT_PRESETS, type FaultPreset, presetOf } from './fault-presets';

/** A choice of named faults, and the list of those that can still strike. */
export function Faults() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problem = useProblemText();
  const [preset, setPreset] = useState<FaultPreset>('captureUnanswered');
  const status = useQuery({
    queryKey: SANDBOX,
    queryFn: ({ signal }) => readSandbox(signal),
    refetchInterval: 5_000,
  });
  const onSettled = (): void => void askAnew(client, SANDBOX);
  const setting = useMutation({ mutationFn: setFault, onSettled });
  const clearing = useMutation({ mutationFn: clearFaults, onSettled });
  const error = setting.error ?? clearing.error;
  const faults = status.data?.faults ?? [];
  const usedUp = status.data?.usedUp ?? [];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setting.mutate(FAULT_PRESETS[preset]);
  };
  return (
    <form className="stacked" onSubmit={submit}>
      <SelectField
        label={t('sandbox.fault')}
        value={preset}
        onChange={(event) => setPreset(event.target.value as FaultPreset)}
        options={Object.keys(FAULT_PRESETS).map((value) => ({ value, label: t(`fault.${value}`) }))}
      />
      <button type="submit" className="button" disabled={setting.isPending}>
        {t('sandbox.setFault')}
      </button>
      {error && (
        <p className="fault" role="alert">
          {problem(error).title}. {problem(error).detail}
        </p>
      )}
      {status.error && <Failed error={status.error} onRetry={() => void status.refetch()} />}
      {status.data && (
        <>
          <h3>{t('sandbox.set', { count: faults.length })}</h3>
          <ul className="faults">
            {faults.map((fault) => (
              <FaultItem key={fault.id} fault={fault} />
            ))}
            {usedUp.map((fault) => (
              <FaultItem key={fault.id} fault={{ ...fault, left: 0 }} />
            ))}
          </ul>
          {faults.length + usedUp.length > 0 && (
            <button
              type="button"
              className="button"
              disabled={clearing.isPending}
              onClick={() => clearing.mutate()}
            >
              {t('sandbox.clearFaults')}
            </button>
          )}
        </>
      )}
    </form>
  );
}

function FaultItem({ fault: { fault, left } }: { fault: SetFault }) {
  const { t } = useTranslation();
  const preset = presetOf(fault);
  const strikes = left === 0 ? t('sandbox.usedUp') : t('sandbox.timesLeft', { count: left ?? 0 });
  return (
    <li>
      {preset ? t(`fault.${preset}`) : <code>{JSON.stringify(fault)}</code>}{' '}
      <span className="quiet">{left === null ? t('sandbox.always') : strikes}</span>
    </li>
  );
}
