/** Readings that many ask for at once: how often they are made, and that nobody gets one that began before he came. */
import { describe, expect, it } from '@jest/globals';
import { shareReadings } from '../../src/client/share-readings';

/** Readings that end when they are told to, each with its number. */
function readings() {
  const ends: ((fault?: Error) => void)[] = [];
  const names: string[] = [];
  const read = shareReadings(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const number = names.push(name);
        ends.push((fault) => (fault ? reject(fault) : resolve(number)));
      }),
  );
  const settled = async (number: number, fault?: Error): Promise<void> => {
    ends[number - 1]?.(fault);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { read, names, settled };
}

describe('readings that many ask for at once', () => {
  it('are made twice: the one under way, and one for all who came after it had begun', async () => {
    const { read, names, settled } = readings();
    const first = read('a');
    const others = Array.from({ length: 50 }, () => read('a'));
    await settled(1);
    expect(names).toEqual(['a', 'a']);
    const late = read('a');
    await settled(2);
    expect([await first, await Promise.all(others)]).toEqual([1, Array(50).fill(2)]);
    await settled(3);
    expect([await late, names.length]).toEqual([3, 3]);
  });

  it('are made anew for who comes when none is under way', async () => {
    const { read, settled } = readings();
    const first = read('a');
    await settled(1);
    const second = read('a');
    await settled(2);
    expect([await first, await second]).toEqual([1, 2]);
  });

  it('do not mix, one order with another', async () => {
    const { read, names, settled } = readings();
    const both = [read('a'), read('b')];
    expect(names).toEqual(['a', 'b']);
    await settled(1);
    await settled(2);
    expect(await Promise.all(both)).toEqual([1, 2]);
  });

  it('that fail fail for who began them, and are tried anew for who came after', async () => {
    const { read, settled } = readings();
    const first = read('a');
    const second = read('a');
    const failed = expect(first).rejects.toThrow('away');
    await settled(1, new Error('away'));
    await failed;
    await settled(2);
    expect(await second).toBe(2);
  });
});
