/** The build of some later day: what it does otherwise than today's it does for new orders only, under a patch. */
import { patched, upsertMemo } from '@temporalio/workflow';
import { reservation as today } from '../../../workflows/reservation';

export * from '../../../workflows/index';

export async function reservation(...input: Parameters<typeof today>): ReturnType<typeof today> {
  if (patched('a-later-day')) upsertMemo({ build: 'a later day' });
  return today(...input);
}
