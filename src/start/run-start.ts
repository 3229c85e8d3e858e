/** The process behind `holdfast start`: everything on one data directory, in the terminal of a person. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../config/settings';
import { openDataDirectory } from '../engine/data-directory';
import { Closers } from './closers';
import { openLog } from './logger';
import { openTelemetry } from './open-telemetry';
import { requireFreePort } from './ports';
import { readyText } from './ready-text';
import { type Running, runProcess, type StartIo } from './run-process';
import { startHoldfast } from './start-holdfast';

/** Runs until it is told to stop or cannot go on; gives the exit code. Faults are said in words, never thrown. */
export function runStart(io: StartIo): Promise<number> {
  return runProcess(io, {
    role: 'start',
    begin: (settings, stop) => begin(settings, stop, io),
    says: {
      stopping: (signal) => io.err(`Stopping (${signal}). Press Ctrl-C again to stop at once.`),
      stopped: () => io.err('Stopped. Orders under way go on at the next start.'),
      overdue: () =>
        io.err('Stopped before all calls came home. The next start finds out what became of them.'),
    },
  });
}

async function begin(settings: Settings, stop: { isAsked(): boolean }, io: StartIo): Promise<Running> {
  const { path: dataDir } = openDataDirectory(settings.dataDir);
  await requireFreePort(settings);
  const log = openLog({ dataDir, warn: io.err });
  const closers = new Closers(log);
  return closers.orNothing(async () => {
    const telemetry = await openTelemetry({ settings, log, hasWorker: true });
    closers.add('telemetry', telemetry.end);
    for (const warning of settings.warnings) log.warn(warning);
    log.info({ settings }, 'starting');
    const madeKeys = settings.apiKeys === null && !existsSync(join(dataDir, 'api-keys.json'));
    io.err('Starting Holdfast …');
    const holdfast = await startHoldfast(settings, { log, telemetry, say: io.err });
    closers.add('rooms', holdfast.stop);
    log.info({ url: holdfast.url }, 'ready');
    if (!stop.isAsked()) io.out(readyText({ settings, holdfast, madeKeys, now: new Date() }));
    return { lost: holdfast.lost, stop: () => closers.closeAll() };
  });
}
