/** The process behind a role that is a part of the whole: it keeps nothing on this machine, and logs to stdout as JSON. */
import type { Logger } from 'pino';
import type { Role } from '../config/roles';
import type { Settings } from '../config/settings';
import { openStdoutLog } from './logger';
import { type Running, runProcess, type StartIo } from './run-process';

/** A role and what starts it. */
export interface Part {
  role: Exclude<Role, 'start'>;
  start(settings: Settings, log: Logger): Promise<Running>;
}

/** Runs until it is told to stop; gives the exit code. What keeps it from starting is said on stderr, never thrown. */
export function runRole(io: StartIo, { role, start }: Part): Promise<number> {
  const log = openStdoutLog(io.out).child({ role });
  return runProcess(io, {
    role,
    async begin(settings) {
      for (const warning of settings.warnings) log.warn(warning);
      log.info({ settings }, 'starting');
      const running = await start(settings, log);
      log.info('ready');
      return running;
    },
    says: {
      stopping: (signal) => log.info({ signal }, 'draining'),
      stopped: () => log.info('drained'),
      overdue: () => log.warn('stopped before all came home; others find out what became of it'),
    },
  });
}
