// A start of the engine in a process of its own, for tests that kill it. Takes the data directory as its only
// argument, says in one line of JSON what became of the start, and stops cleanly on SIGTERM.

import { EngineError } from '../../src/engine/engine-error';
import { startEngine } from '../../src/engine/start-engine';

async function hold(): Promise<void> {
  const dataDir = process.argv[2] ?? '';
  const progress: string[] = [];
  try {
    const engine = await startEngine({ dataDir, port: 27_233, onProgress: (line) => progress.push(line) });
    process.once('SIGTERM', () => void engine.stop());
    say({ address: engine.address, serverPid: engine.pid, progress });
  } catch (fault) {
    const { code, message } = fault as EngineError;
    say(fault instanceof EngineError ? { code, message } : { code: 'unexpected', message: String(fault) });
  }
}

function say(result: object): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

void hold();
