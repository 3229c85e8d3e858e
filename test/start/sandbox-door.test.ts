/** The sandbox's door while the engine is away. */
import { describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { EngineUnavailableError } from '../../src/client';
import type { Sandbox } from '../../src/sandbox';
import { createSandboxDoor } from '../../src/start/sandbox-door';

describe('the clock of one order', () => {
  it('says that the engine is away, where it is', async () => {
    const away = Object.assign(new Error('14 UNAVAILABLE'), { code: 14, details: 'away', metadata: {} });
    const refuse = async () => {
      throw away;
    };
    const workflowService = new Proxy({}, { get: () => refuse });
    const client = {
      connection: { workflowService },
      options: { namespace: 'default' },
    } as unknown as Client;
    const door = createSandboxDoor({ sandbox: { control: {} } as Sandbox, client, isEmbedded: true });
    await expect(door.advance('booking-1042', 1_000)).rejects.toThrow(EngineUnavailableError);
  });
});
