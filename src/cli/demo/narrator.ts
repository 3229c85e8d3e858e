/** The voice of the demo: one line per thing that happens, with the seconds since the beginning and whose it is. */

/** Says one line about one order. */
export type Say = (line: string) => void;

/** Makes the voice of each order; names are padded to the longest. */
export function createNarrator(names: readonly string[], out: (line: string) => void): (name: string) => Say {
  const width = Math.max(...names.map((name) => name.length));
  const startedAtMs = Date.now();
  return (name) => (line) => {
    const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
    out(`${seconds.padStart(5)} s  ${name.padEnd(width)}  ${line}`);
  };
}
