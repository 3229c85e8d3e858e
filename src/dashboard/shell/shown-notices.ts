/** Which notices stand at once: few, and of each order only what was said of it last. Pure. */

/** One word on what was done to an order; `bad` is for what was not. */
export interface Notice {
  text: string;
  tone: 'good' | 'bad';
  orderId: string;
}

/** A notice that is shown; `id` is its own. */
export type ShownNotice = Notice & { id: number };

const MAX_SHOWN = 4;

/** The notices with one more, which takes the place of what was said of its order before. */
export function withNotice(shown: readonly ShownNotice[], notice: ShownNotice): readonly ShownNotice[] {
  return [...shown.filter(({ orderId }) => orderId !== notice.orderId), notice].slice(-MAX_SHOWN);
}
