/** One cell on trial: its caller's question is out, and what is found wrong with it is collected. */
import { type Answer, ask, type Cell } from './cell';
import { conclude, finish } from './conclude';
import { isRecord } from './crash-points';
import { type Findings, newFindings } from './findings';

export interface Trial {
  cell: Cell;
  findings: Findings;
  answer: Promise<Answer>;
  /** Settles when the order was brought to its end; null where that is done after the crash. */
  finished: Promise<void> | null;
}

/** Asks for the cell's operation, and at the points around the record goes on to the order's end. */
export function begin(cell: Cell): Trial {
  const answer = ask(cell);
  const finished = isRecord(cell.point) ? finishAfter(cell, answer) : null;
  return { cell, findings: newFindings(), answer, finished };
}

/** Follows the cell to its end under the next worker. Never rejects: what goes wrong is a finding. */
export async function follow({ cell, findings, answer, finished }: Trial): Promise<void> {
  try {
    await conclude(cell, answer, findings, finished);
  } catch (error) {
    findings.add(String(error));
  }
}

function finishAfter(cell: Cell, answer: Promise<Answer>): Promise<void> {
  // Whoever placed an order that fails is answered after its record, and nothing is left to be done for it.
  if (cell.row.kind === 'submit' && !cell.happened) return Promise.resolve();
  const finished = answer.then(() => finish(cell));
  // It is looked at once the next worker runs.
  finished.catch(() => undefined);
  return finished;
}
