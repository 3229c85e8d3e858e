/**
 * Lists of the engine of any length: each page has ten seconds of its own. One deadline for the whole would never be met
 * on a busy account, and whoever began again then would never get past it.
 */
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';

/** What to list; `onPage` is called whenever another page has been gone through. */
export interface Listing {
  query: string;
  onPage?: (() => void) | undefined;
}

const PAGE = 1000;
const LIMIT_MS = 10_000;

/** Everything that the query finds, page by page as it is read. @throws what the engine throws, within 10 s for each page */
export async function* everyPage(
  client: Client,
  { query, onPage }: Listing,
): AsyncGenerator<WorkflowExecutionInfo, void, undefined> {
  const runs = client.workflow.list({ query, pageSize: PAGE })[Symbol.asyncIterator]();
  for (let count = 0; ; count += 1) {
    if (count > 0 && count % PAGE === 0) onPage?.();
    // Only the first of a page asks the engine.
    const next = await client.withDeadline(Date.now() + LIMIT_MS, () => runs.next());
    if (next.done) return;
    yield next.value;
  }
}
