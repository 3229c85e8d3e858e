export function generatedPart(page: string): string;
export function renderLifecycle(table: {
  LIFECYCLE_EVENTS: readonly string[];
  TRANSITIONS: Record<string, Record<string, object>>;
  ENDED: ReadonlySet<string>;
}): string;
