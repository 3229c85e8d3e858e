/** Where there is nothing to show: says so, and why that may be. */
import type { ReactNode } from 'react';

/** An empty list's words. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}
