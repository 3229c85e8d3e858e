/** The confirmation of each command. It keeps what it was opened with: what is confirmed does not change. */
import { useState } from 'react';
import type { Sheet } from '../api/sheet-types';
import type { CommandKind, Reservation } from '../api/types';
import { CaptureDialog } from '../commands/capture-dialog';
import { ChargeDialog } from '../commands/charge-dialog';
import { NoteDialog } from '../commands/note-dialog';
import { RefundDialog } from '../commands/refund-dialog';
import { ResendDialog } from '../commands/resend-dialog';

/** `reference` is the movement that a refund begins with. A sheet that was still being read is the first one that comes. */
export function ActionDialog({
  kind,
  order: given,
  sheet: givenSheet,
  reference,
  onClose,
}: {
  kind: CommandKind;
  order: Reservation;
  sheet: Pick<Sheet, 'lines' | 'movements'> | undefined;
  reference?: string | undefined;
  onClose: () => void;
}) {
  const [order] = useState(given);
  const [sheet, setSheet] = useState(givenSheet);
  if (sheet === undefined && givenSheet !== undefined) setSheet(givenSheet);
  switch (kind) {
    case 'capture':
      return <CaptureDialog order={order} sheet={sheet} onClose={onClose} />;
    case 'charge':
      return <ChargeDialog order={order} onClose={onClose} />;
    case 'refund':
      return (
        <RefundDialog
          order={order}
          movements={sheet?.movements ?? []}
          reference={reference}
          onClose={onClose}
        />
      );
    case 'cancel':
    case 'complete':
      return <NoteDialog order={order} kind={kind} onClose={onClose} />;
    case 'resend':
      return <ResendDialog order={order} onClose={onClose} />;
    default:
      return kind satisfies never;
  }
}
