/**
 * Many who read the same at once share a reading: an order answers only so many questions at a time. Whoever comes while
 * one is under way gets the next, so that nobody is shown less than he may know already.
 */

/** The same reading, by a name; one under way and one shared by all who wait. */
export function shareReadings<T>(read: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const underWay = new Map<string, Promise<T>>();
  const next = new Map<string, Promise<T>>();

  async function begin(name: string): Promise<T> {
    const reading = read(name);
    underWay.set(name, reading);
    try {
      return await reading;
    } finally {
      if (underWay.get(name) === reading) underWay.delete(name);
    }
  }

  async function beginAfter(earlier: Promise<T>, name: string): Promise<T> {
    await earlier.catch(() => undefined);
    next.delete(name);
    return begin(name);
  }

  return (name) => {
    const waitedFor = next.get(name);
    if (waitedFor !== undefined) return waitedFor;
    const earlier = underWay.get(name);
    if (earlier === undefined) return begin(name);
    const shared = beginAfter(earlier, name);
    next.set(name, shared);
    return shared;
  };
}
