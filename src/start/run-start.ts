/** The process behind `holdfast start`: everything on one data directory, in the terminal of a person. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../config/settings';
import { openDataDirectory } from '../engine/data-directory';
import { beginEngine } from './begin-engine';
import { Closers } from './closers';
import { openLog } from './logger';
import { requireFreePort } from './ports';
import { readyText } from './ready-text';
import { type Running, runProcess, type StartIo } from './run-process';

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
    for (const warning of settings.warnings) log.warn(warning);
    log.info({ settings }, 'starting');
    const madeKeys = settings.apiKeys === null && !existsSync(join(dataDir, 'api-keys.json'));
    io.err('Starting Holdfast …');
    const engine = beginEngine(settings, { log, say: io.err });
    if (engine) closers.add('engine', engine.stop);
    // To load the rest takes about as long as the engine's server takes to answer, and each has a core of its own.
    await engine?.underWay;
    const { openTelemetry } = await import('./open-telemetry.js');
    const { startHoldfast } = await import('./start-holdfast.js');
    const telemetry = await openTelemetry({ settings, log, hasWorker: true });
    closers.add('telemetry', telemetry.end);
    const holdfast = await startHoldfast(settings, { log, telemetry, engine });
    closers.add('rooms', holdfast.stop);
    log.info({ url: holdfast.url }, 'ready');
    if (!stop.isAsked()) io.out(readyText({ settings, holdfast, madeKeys, now: new Date() }));
    return { lost: holdfast.lost, stop: () => closers.closeAll() };
  });
}
