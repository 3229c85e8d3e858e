/**
 * The confirmation of a person's word, kept by the screen and not by the attention it began with: when somebody else is
 * faster that attention goes away, and the second must be told so.
 */
import { createContext, type ReactNode, useContext, useState } from 'react';
import type { Operation, Reservation } from '../api/types';
import type { Said } from '../commands/command-outcome';
import { ResolveDialog } from '../commands/resolve-dialog';

/** What is to be confirmed, as it was when the confirmation was opened; `does` says what it will do. */
export interface Resolving {
  order: Reservation;
  operation: Operation;
  answer: Said;
  does: string;
}

const ResolvingContext = createContext<(resolving: Resolving) => void>(() => {});

/** A function that opens the confirmation. */
export function useResolve(): (resolving: Resolving) => void {
  return useContext(ResolvingContext);
}

/** Holds the confirmation for everything inside. */
export function ResolvingRoom({ children }: { children: ReactNode }) {
  const [resolving, setResolving] = useState<Resolving | null>(null);
  return (
    <ResolvingContext value={setResolving}>
      {children}
      {resolving && <ResolveDialog {...resolving} onClose={() => setResolving(null)} />}
    </ResolvingContext>
  );
}
