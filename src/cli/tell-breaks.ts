/** What is said while a stream has lost its connection: on stderr, and once for each break. */
import type { StreamRequest } from './stream';
import type { Terminal } from './terminal';

/** The two listeners of a stream. */
export function tellBreaks({ err }: Pick<Terminal, 'err'>): Pick<StreamRequest, 'onLost' | 'onResumed'> {
  let isLost = false;
  return {
    onLost: () => {
      if (!isLost) err('The connection is lost. Trying again until it is back, then going on from there.');
      isLost = true;
    },
    onResumed: () => {
      isLost = false;
      err('The connection is back.');
    },
  };
}
