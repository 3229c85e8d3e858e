/**
 * Preloaded into the thread that runs the workflows: the SDK (1.24) does without a stack for each promise, as it does where
 * the runtime has no such hook. See `lean-thread.ts`.
 */
import v8 from 'node:v8';

const { createHook } = v8.promiseHooks;

Object.assign(v8.promiseHooks, {
  createHook(hooks: Parameters<typeof createHook>[0]): ReturnType<typeof createHook> {
    // Node's own: AsyncLocalStorage goes by it.
    if (hooks.before) return createHook(hooks);
    const { warn } = console;
    // The SDK tells the log in a line of its own form.
    console.warn = () => {
      console.warn = warn;
    };
    throw new Error('Stacks of promises are not kept in this thread.');
  },
});
