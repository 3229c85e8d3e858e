/** Those who act beside us: the customer, somebody at the provider's dashboard, somebody who forges callbacks. */
import axios from 'axios';
import type { Sandbox } from '../src/sandbox';
import { checksumOf } from '../src/sandbox/callback-query';
import { SandboxControlError } from '../src/sandbox/control/control-error';
import type { DashboardAct, Forgery } from './life-plan';
import { CALLBACK_SECRET } from './stage';
import type { TrueReservation } from './true-books';

/** What became of forged callbacks, by what they were. */
export type ForgeryLog = { deed: Forgery['deed']; status: number }[];

/** Does it unless the provider refuses: then there was nothing to do. */
export function quietly(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof SandboxControlError)) throw error;
  }
}

/** Somebody works in the provider's dashboard, on the reservation that was paid. */
export function workInDashboard(
  { control }: Sandbox,
  reservation: TrueReservation,
  { deed, percent }: DashboardAct,
): void {
  const { reservationUuid: uuid, runwayMinor, captures, charges } = reservation;
  const [source] = [...captures, ...charges];
  const part = Math.max(1, Math.floor((runwayMinor * percent) / 100));
  // Nobody takes nothing.
  if (runwayMinor === 0 && (deed === 'capture' || deed === 'capturePart')) return;
  quietly(() => {
    switch (deed) {
      case 'capture':
        return control.captureInDashboard(uuid, {});
      case 'capturePart':
        return control.captureInDashboard(uuid, { amountMinor: part });
      case 'refund':
        return source && control.refundInDashboard(uuid, { reference: source.reference });
      case 'cancel':
        return control.cancelInDashboard(uuid);
      case 'complete':
        return control.completeInDashboard(uuid);
      default:
        return deed satisfies never;
    }
  });
}

/** Sends a callback that the provider never sent. */
export async function forge(reservation: TrueReservation, { deed }: Forgery): Promise<ForgeryLog> {
  const { callbackUrl } = reservation;
  if (callbackUrl === null) return [];
  const uuid = deed === 'signedStranger' ? 'RES999999999999' : reservation.reservationUuid;
  const secret = deed === 'wrongChecksum' ? 'a guess' : CALLBACK_SECRET;
  const url = signed(addressed(callbackUrl, deed), { uuid, status: 'CAPTURED', secret });
  try {
    const { status } = await axios.get(url, { timeout: 10_000, validateStatus: () => true });
    return [{ deed, status }];
  } catch {
    // The server was just killed: nobody has heard it.
    return [];
  }
}

function addressed(callbackUrl: string, deed: Forgery['deed']): string {
  const { origin } = new URL(callbackUrl);
  const madeUp = Buffer.from(JSON.stringify(['chaos', 1])).toString('base64url');
  if (deed === 'madeUpToken') return `${origin}/callbacks/front-payment/${madeUp}.${'A'.repeat(32)}`;
  if (deed === 'spoiltToken') return callbackUrl.slice(0, -2);
  return callbackUrl;
}

function signed(address: string, said: { uuid: string; status: string; secret: string }): string {
  const nowS = String(Math.floor(Date.now() / 1_000));
  const query: [string, string][] = [
    ['orderUuid', said.uuid],
    ['status', said.status],
    ['paymentMethod', 'visa'],
    ['amount', '1'],
    ['createdAt', nowS],
    ['timestamp', nowS],
  ];
  const values = query.map(([, value]) => value);
  const url = new URL(address);
  for (const [name, value] of query) url.searchParams.append(name, value);
  url.searchParams.append('checksum', checksumOf(values, said.secret));
  return url.href;
}
