/** Which rows are chosen. An order that leaves the list, or can no longer be captured, is chosen no longer. */
import type { RowSelectionState } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import type { Reservation } from '../api/types';

/** The state that the table keeps, and the orders it stands for. */
export interface Selection {
  state: RowSelectionState;
  setState: React.Dispatch<React.SetStateAction<RowSelectionState>>;
  chosen: readonly Reservation[];
  clear: () => void;
}

/** The selection among these rows. */
export function useSelection(rows: readonly Reservation[]): Selection {
  const [state, setState] = useState<RowSelectionState>({});
  const chosen = useMemo(
    () => rows.filter((order) => state[order.orderId] && isCapturable(order)),
    [rows, state],
  );
  return { state, setState, chosen, clear: () => setState({}) };
}

/** Whether the order says that it can be captured now. */
export function isCapturable({ allowedActions }: Reservation): boolean {
  return allowedActions.includes('capture');
}
