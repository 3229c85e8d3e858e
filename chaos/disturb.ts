/** Kills processes and hides history by the plan, until it is told to stop. */
import { setTimeout as delay } from 'node:timers/promises';
import type { DisturbancePlan } from './disturbance-plan';
import type { Stage } from './stage';

/** What was done so far. */
export interface Disturbances {
  members: number;
  engine: number;
}

const POLL_MS = 200;

/** Begins all three kinds. `done` settles once `signal` is aborted and nothing is under way. */
export function disturb(
  { members, engine, sandbox }: Pick<Stage, 'members' | 'engine' | 'sandbox'>,
  plan: DisturbancePlan,
  signal: AbortSignal,
): { killed: Disturbances; done: Promise<unknown> } {
  const killed: Disturbances = { members: 0, engine: 0 };
  return { killed, done: Promise.all([killMembers(), killEngines(), hideHistory()]) };

  async function killMembers(): Promise<void> {
    for (const { afterMs, which, isOfAll } of plan.memberKills) {
      if (!(await pause(afterMs, signal))) return;
      if (!(await untilAllAreReady())) return;
      const chosen = isOfAll ? members : [members[which % members.length]];
      for (const member of chosen) {
        member?.kill();
        killed.members += 1;
      }
    }
  }

  /** A machine with too much to do must get somewhere between two kills: nobody is killed while another still starts. */
  async function untilAllAreReady(): Promise<boolean> {
    while (!members.every((member) => member.isReady())) {
      if (!(await pause(POLL_MS, signal))) return false;
    }
    return !signal.aborted;
  }

  async function killEngines(): Promise<void> {
    for (const { afterMs } of plan.engineKills) {
      if (!(await pause(afterMs, signal))) return;
      const { pid } = engine.engine();
      if (pid === null || !isThere(pid)) continue;
      process.kill(pid, 'SIGKILL');
      killed.engine += 1;
    }
  }

  async function hideHistory(): Promise<void> {
    for (const { afterMs, historyLagMs, forMs } of plan.lags) {
      if (!(await pause(afterMs, signal))) return;
      const { id } = sandbox.control.setFault({ historyLagMs });
      await pause(forMs, signal);
      sandbox.control.clearFaults(id);
    }
  }
}

/** False when it was told to stop meanwhile. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
