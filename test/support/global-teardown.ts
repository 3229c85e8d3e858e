// Jest's global teardown: ends the engine of global-setup.ts and removes its data.

import { rmSync } from 'node:fs';

/** Ends the engine; harmless when the setup has failed before it had one. */
export default async function teardown(): Promise<void> {
  const running = globalThis.holdfastTestEngine;
  if (!running) return;
  await running.engine.stop();
  rmSync(running.dataDir, { recursive: true, force: true });
}
