/** The table of holds. On a phone each row is a card, and what the timer does is labelled in it. */
import { type OnChangeFn, type RowSelectionState, useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reservation } from '../api/types';
import { dueColumns, dueFeatures } from './due-columns';
import { isCapturable, type Selection } from './use-selection';

/** Rows in the order they are given. */
export function DueTable({
  rows,
  selection,
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
  const table = useTable({
    features: dueFeatures,
    columns,
    data: rows,
    getRowId: ({ orderId }) => orderId,
    enableRowSelection: ({ original }) => isCapturable(original),
    state: { rowSelection: selection.state },
    onRowSelectionChange: selection.setState as OnChangeFn<RowSelectionState>,
  });
  return (
    <table className="rows due-rows">
      <caption className="visually-hidden">{t('due.caption')}</caption>
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map((header) => (
              <th key={header.id} scope="col" className={`col-${header.id}`}>
                <table.FlexRender header={header} />
              </th>
            ))}
          </tr>
        ))}
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row) => (
          <tr key={row.id} data-row className={row.getIsSelected() ? 'is-selected' : undefined}>
            {row.getAllCells().map((cell) => (
              <td
                key={cell.id}
                className={`col-${cell.column.id}`}
                data-label={cell.column.id === 'timer' ? t('due.column.timer') : undefined}
              >
                <table.FlexRender cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
