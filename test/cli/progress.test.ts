/** Something turns while a person waits, and only where somebody watches. */
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { withProgress } from '../../src/cli/progress';
import { until } from '../support/until';

describe('progress', () => {
  it('is told on a terminal once the work takes longer than a second', async () => {
    const stream = new PassThrough();
    const told = () => String(stream.read() ?? '');
    const progress = stream as unknown as NodeJS.WriteStream;
    let seen = '';
    const answer = await withProgress({ progress }, 'Waiting for it', async () => {
      expect(told()).toBe('');
      await until('it is told', () => {
        seen += told();
        return seen.includes('Waiting for it');
      });
      return 7;
    });
    expect(answer).toBe(7);
  });

  it('is not told of what is done at once, and what fails still fails', async () => {
    const stream = new PassThrough();
    const progress = stream as unknown as NodeJS.WriteStream;
    const failing = withProgress({ progress }, 'Waiting', () => Promise.reject(new Error('It broke.')));
    await expect(failing).rejects.toThrow('It broke.');
    expect(stream.read()).toBeNull();
  });
});
