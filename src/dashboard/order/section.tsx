/** A titled part of the order's screen. */
import { type ReactNode, useId } from 'react';

/** `isWide`: over both columns. */
export function Section({
  title,
  isWide = false,
  children,
}: {
  title: string;
  isWide?: boolean;
  children: ReactNode;
}) {
  const headingId = useId();
  return (
    <section className={isWide ? 'card is-wide' : 'card'} aria-labelledby={headingId}>
      <h2 id={headingId}>{title}</h2>
      {children}
    </section>
  );
}
