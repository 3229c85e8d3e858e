/** The table of holds, with the rows that are chosen. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reservation } from '../api/types';
import { OrderTable } from '../parts/order-table';
import { dueColumns } from './due-columns';
import { isCapturable, type Selection } from './use-selection';

/** Rows in the order they are given. */
export function DueTable({
  rows,
  selection: { state, setState },
  onCapture,
  canCapture,
}: {
  rows: readonly Reservation[];
  selection: Selection;
  onCapture: (order: Reservation) => void;
  canCapture: boolean;
}) {
  const { t } = useTranslation();
  const columns = useMemo(() => dueColumns({ t, onCapture, canCapture }), [t, onCapture, canCapture]);
  const choosing = useMemo(() => ({ state, setState, canChoose: isCapturable }), [state, setState]);
  return (
    <OrderTable name="due" caption={t('due.caption')} rows={rows} columns={columns} choosing={choosing} />
  );
}
