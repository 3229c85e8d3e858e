/** What `npm run bench` can measure. */
import type { Figure } from './figures';

/** How a benchmark is run: `rounds` of each side, in turn; `orders` is its size; `say` tells people what goes on. */
export interface Run {
  rounds: number;
  orders: number;
  say(line: string): void;
}

/** One benchmark. `usual` is what it is run with unless told otherwise. */
export interface Bench {
  name: string;
  about: string;
  usual: Pick<Run, 'rounds' | 'orders'>;
  /** @throws Error when what it needs is not there, or nothing could be measured */
  measure(run: Run): Promise<Figure[]>;
}
