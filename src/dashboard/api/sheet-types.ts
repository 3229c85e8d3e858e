/** What only the order's own screen asks for: its sheet, the customer, and the sandbox's hand. Types only. */

/** One of the order's lines; `line` is its index, from 0. */
export interface OrderLine {
  line: number;
  name: string;
  amountMinor: number;
  taxPercent: number;
}

/** One capture or charge, and what was refunded of it. */
export interface Movement {
  reference: string | null;
  kind: 'capture' | 'charge';
  amountMinor: number;
  refundedMinor: number;
  at: string | null;
  /** Absent when somebody else moved it. `line` counts the order's lines, for a charge the charge's own. */
  lines?: { line: number; name: string; amountMinor: number; refundedMinor: number }[] | undefined;
}

/** Masked until somebody asks to be shown it, which is recorded. */
export interface Customer {
  name: string;
  email: string;
  phone: string;
  address?: { street: string; zip: string; city: string; country: string };
}

/** What the order's screen shows beside the reservation. */
export interface Sheet {
  lines: OrderLine[];
  customer: Customer;
  movements: Movement[];
  /** Who has been shown the customer, and when. */
  shown: { at: string; by: string }[];
  /** The order's own present: the sandbox can move an order's clock ahead of everybody's. */
  asOf: string;
}

/** A fault that is set in the sandbox, with how often it may still strike (null: for ever). */
export interface SetFault {
  id: number;
  fault: Record<string, unknown>;
  left: number | null;
}

/** The sandbox as it stands. */
export interface SandboxStatus {
  now: string;
  faults: SetFault[];
  /** Those that have struck as often as they were to, the last of them at the end. */
  usedUp: Pick<SetFault, 'id' | 'fault'>[];
}
