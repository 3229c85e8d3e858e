/**
 * Provider calls within the workflow task first, and through the engine where the worker does not make them there. Which
 * way a call went stands in the history.
 */
import { ApplicationFailure } from '@temporalio/common';
import type { UnderWay } from '../activities/inputs';
import { callFailure } from './call-failure';

type Called = (input: never) => Promise<unknown>;

type Outside = { awaitCall(call: UnderWay): Promise<unknown> };

/** The type of the failure by which a worker says: nothing was called; have the engine hand it out. */
export const NOT_CALLED_HERE = 'not_called_here';

/** `names` are sent here first; a send that was made here, whatever came of it, is not made elsewhere. */
export function sendHereFirst<Elsewhere extends object, Here extends object>(
  elsewhere: Elsewhere,
  here: Here,
  names: readonly (keyof Here & keyof Elsewhere)[],
): Elsewhere {
  return hereFirst(elsewhere, here, names, isNotCalled);
}

/** `names` are read here first; a reading that failed here is begun anew elsewhere, unless it is as good as it gets. */
export function readHereFirst<Elsewhere extends object, Here extends object>(
  elsewhere: Elsewhere,
  here: Here,
  names: readonly (keyof Here & keyof Elsewhere)[],
): Elsewhere {
  return hereFirst(elsewhere, here, names, (error) => isNotCalled(error) || !isFinal(error));
}

/** The same calls; of one that takes longer than its task is held, the end is waited for outside it. */
export function waitedOutside<Here extends object>(here: Here, outside: Outside): Here {
  return new Proxy(here, {
    get(target, name) {
      const near = Reflect.get(target, name) as Called;
      return async (input: never): Promise<unknown> => {
        const answer = (await near(input)) as UnderWay | object;
        return 'underWay' in answer ? outside.awaitCall(answer) : answer;
      };
    },
  });
}

function hereFirst<Elsewhere extends object, Here extends object>(
  elsewhere: Elsewhere,
  here: Here,
  names: readonly PropertyKey[],
  goesElsewhere: (error: unknown) => boolean,
): Elsewhere {
  return new Proxy(elsewhere, {
    get(target, name) {
      const usual = Reflect.get(target, name) as Called;
      if (!names.includes(name)) return usual;
      const near = Reflect.get(here, name) as Called;
      return async (input: never): Promise<unknown> => {
        try {
          return await near(input);
        } catch (error) {
          if (!goesElsewhere(error)) throw error;
          return usual(input);
        }
      };
    },
  });
}

function isNotCalled(error: unknown): boolean {
  const failure = callFailure(error);
  return failure instanceof ApplicationFailure && failure.type === NOT_CALLED_HERE;
}

function isFinal(error: unknown): boolean {
  const failure = callFailure(error);
  return failure instanceof ApplicationFailure && failure.nonRetryable === true;
}
