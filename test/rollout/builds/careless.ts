/** The same change without a patch: what is parked does not replay against it. */
import { upsertMemo } from '@temporalio/workflow';
import { reservation as today } from '../../../workflows/reservation';

export * from '../../../workflows/index';

export async function reservation(...input: Parameters<typeof today>): ReturnType<typeof today> {
  upsertMemo({ build: 'a careless day' });
  return today(...input);
}
