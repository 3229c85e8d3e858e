/** The frame of a screen: its heading gets the focus when one comes to it, and names the window. */
import { type ReactNode, useEffect, useRef } from 'react';
import { useHeadingForLost } from './use-heading-for-lost';

let isFirst = true;

/** One screen; `aside` stands beside the heading. */
export function Page({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useHeadingForLost(heading);
  useEffect(() => {
    // The browser itself puts the focus where a page begins; later screens are on us.
    if (!isFirst) heading.current?.focus({ preventScroll: true });
    if (!isFirst) window.scrollTo(0, 0);
    isFirst = false;
  }, []);
  useEffect(() => {
    document.title = `${title} · Holdfast`;
  }, [title]);
  return (
    <>
      <header className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {aside}
      </header>
      {children}
    </>
  );
}
