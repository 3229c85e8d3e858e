/** Says of a call that takes long that its worker lives, so that a lost one is found out long before the call's time-out. */
import { heartbeat } from '@temporalio/activity';

/** Quick calls say nothing: most are. */
const BEAT_MS = 1_000;

/** Must be called within an activity. What the call gives or throws is what the caller gets; each beat carries `word`. */
export async function beating<T>(call: () => Promise<T>, word?: string): Promise<T> {
  const timer = setInterval(() => heartbeat(word), BEAT_MS);
  try {
    return await call();
  } finally {
    clearInterval(timer);
  }
}
