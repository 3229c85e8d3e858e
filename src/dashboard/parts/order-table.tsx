/** The one table of orders: Due and All differ by their columns alone. On a phone each row is a card. */
import {
  createColumnHelper,
  type OnChangeFn,
  type RowData,
  type RowSelectionState,
  rowSelectionFeature,
  type TableFeatures,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { memo } from 'react';
import type { Reservation } from '../api/types';

declare module '@tanstack/react-table' {
  interface ColumnMeta<TFeatures extends TableFeatures, TData extends RowData, TValue> {
    /** Amounts, one below the other. */
    isNumber?: boolean;
    /** What the cell is, said in a card: a card has no head. */
    cardLabel?: string;
  }
}

/** What the table can do beside showing rows. */
const features = tableFeatures({ rowSelectionFeature });

/** Makes columns. */
export const orderColumn = createColumnHelper<typeof features, Reservation>();

/** Which rows are chosen, and which may be. */
interface Choosing {
  state: RowSelectionState;
  setState: OnChangeFn<RowSelectionState>;
  canChoose: (order: Reservation) => boolean;
}

const NOTHING_CHOSEN: Choosing = { state: {}, setState: () => undefined, canChoose: () => false };

interface OrderTableProps {
  name: 'due' | 'all';
  caption: string;
  rows: readonly Reservation[];
  columns: ReturnType<typeof orderColumn.columns>;
  choosing?: Choosing;
}

/**
 * Rows in the order they are given; `name` is what the style sheet calls it. Not drawn anew while the same orders stand in
 * it: a screen is drawn with every letter of a search.
 */
export const OrderTable = memo(DrawnTable, isSame);

function isSame(one: OrderTableProps, other: OrderTableProps): boolean {
  return (
    one.rows.length === other.rows.length &&
    one.rows.every((row, index) => row === other.rows[index]) &&
    one.name === other.name &&
    one.caption === other.caption &&
    one.columns === other.columns &&
    one.choosing === other.choosing
  );
}

function DrawnTable({ name, caption, rows, columns, choosing = NOTHING_CHOSEN }: OrderTableProps) {
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: ({ orderId }) => orderId,
    enableRowSelection: ({ original }) => choosing.canChoose(original),
    state: { rowSelection: choosing.state },
    onRowSelectionChange: choosing.setState,
  });
  return (
    <table className={`rows ${name}-rows`}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map((header) => (
              <th key={header.id} scope="col" className={classOf(header.column)}>
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
                className={classOf(cell.column)}
                data-label={cell.column.columnDef.meta?.cardLabel}
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

function classOf({ id, columnDef }: { id: string; columnDef: { meta?: { isNumber?: boolean } } }): string {
  return columnDef.meta?.isNumber ? `col-${id} is-number` : `col-${id}`;
}
