/** A box that says what became of something. It takes the focus when it appears: what stood there before has gone. */
import { type ReactNode, useEffect, useRef } from 'react';

/** `role`: `alert` for what has to be read at once. */
export function ToldBox({
  tone,
  role,
  children,
}: {
  tone: 'plain' | 'bad';
  role: 'alert' | 'status';
  children: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} className={`notice-box is-${tone}`} role={role} tabIndex={-1}>
      {children}
    </div>
  );
}
