// Starts and stops a sandbox.
import type { AddressInfo } from 'node:net';
import { scheduleAutopay, settleAll } from './acts/settle';
import { type Control, createControl } from './control/control';
import { buildServer } from './server';
import { resolveSettings, type SandboxOptions } from './settings';
import { API_ROOT } from './wire/api-routes';
import { Pauses } from './wire/reply';
import { World } from './world';

/** A sandbox that is running. */
export interface Sandbox {
  /** What a client takes as the provider's base URL; ends in `/api/v1`. */
  readonly baseUrl: string;
  /** Scheme, host and port: the root of checkout and control. */
  readonly origin: string;
  /** The merchant's Bearer token. */
  readonly token: string;
  /** The secret in the checksum of callbacks. */
  readonly callbackSecret: string;
  /** The same functions as the control routes. */
  readonly control: Control;
  /** Stops it: open sockets are closed, callbacks under way given up. A second call is harmless. */
  stop(): Promise<void>;
}

/**
 * Starts a sandbox; it answers when the promise is kept.
 * @throws RangeError for an option that makes no sense; Error when the port is taken or the file cannot be used
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings = resolveSettings(options);
  const world = new World(settings);
  const control = createControl(world);
  const pauses = new Pauses();
  const app = buildServer(world, control, pauses);
  try {
    await app.listen({ host: settings.host, port: settings.port });
  } catch (error) {
    await world.stop();
    throw error;
  }
  const { port } = app.server.address() as AddressInfo;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  world.origin = settings.publicUrl ?? `http://${host}:${port}`;
  settleAll(world);
  for (const reservation of world.reservations.values()) scheduleAutopay(world, reservation);
  settings.logger.info({ origin: world.origin, reservations: world.reservations.size }, 'sandbox started');
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    pauses.end();
    await app.close();
    await world.stop();
  };
  return {
    baseUrl: `${world.origin}${API_ROOT}`,
    origin: world.origin,
    token: settings.token,
    callbackSecret: settings.callbackSecret,
    control,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}
