/** Front Payment as this start reaches it: the real one, or the sandbox run by this start with the same settings. */
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { CallFrontPayment } from '../../activities/dependencies';
import { isLoopbackHost } from '../config/loopback';
import type { Settings } from '../config/settings';
import type { AnswerFacts, FrontPaymentClientOptions } from '../front-payment';
import { NOW_HEADER, type Sandbox, type SandboxEncryptionKey, startSandbox } from '../sandbox';
import { chooseSandboxPort } from './ports';
import { callReal, callSandbox } from './provider';
import { StartError } from './start-error';

/** The provider, ready to be called. */
export interface Provider {
  call: CallFrontPayment;
  /** Null with a real provider. */
  sandbox: Sandbox | null;
  /** False from a 401 until an answer that is none: the token was revoked, or is wrong. */
  isTokenAccepted(): boolean;
  close(): Promise<void>;
}

/** @throws StartError `sandbox_unusable`; ClientOptionsError for a base URL that would carry the token in the clear */
export async function openProvider(
  settings: Settings,
  { log, sandboxKeys }: { log: Logger; sandboxKeys: SandboxEncryptionKey[] },
): Promise<Provider> {
  const { frontPayment } = settings;
  let accepted = true;
  const onAnswer = ({ httpStatus }: AnswerFacts) => {
    if (httpStatus !== null) accepted = httpStatus !== 401;
  };
  const options: Omit<FrontPaymentClientOptions, 'baseUrl'> = {
    token: frontPayment.token.reveal(),
    timeoutMs: frontPayment.timeoutMs,
    cancelMethod: frontPayment.cancelMethod,
    chargeValidityUnit: frontPayment.chargeValidityUnit,
    onAnswer,
  };
  const isTokenAccepted = () => accepted;
  if (frontPayment.baseUrl !== null) {
    const call = callReal({ ...options, baseUrl: frontPayment.baseUrl });
    return { call, sandbox: null, isTokenAccepted, close: async () => {} };
  }
  const sandbox = await runSandbox(settings, { log, sandboxKeys });
  const { port } = new URL(sandbox.baseUrl);
  // The client sends its token over plain HTTP to loopback only, wherever browsers reach the checkout page.
  const baseUrl = `http://127.0.0.1:${port}${new URL(sandbox.baseUrl).pathname}`;
  const call = callSandbox({ ...options, baseUrl, nowHeader: NOW_HEADER });
  return { call, sandbox, isTokenAccepted, close: () => sandbox.stop() };
}

async function runSandbox(
  settings: Settings,
  { log, sandboxKeys }: { log: Logger; sandboxKeys: SandboxEncryptionKey[] },
): Promise<Sandbox> {
  const { frontPayment, dataDir, policy } = settings;
  const isPrivate = isLoopbackHost(settings.host);
  const host = isPrivate ? '127.0.0.1' : '0.0.0.0';
  const { hostname } = new URL(settings.publicUrl);
  const { port, missed } = await chooseSandboxPort(dataDir, host);
  if (missed !== null) {
    log.warn(
      { missed, port },
      'the sandbox had to take another port: checkout pages handed out earlier are not served',
    );
  }
  try {
    return await startSandbox({
      host,
      port,
      publicUrl: isPrivate ? undefined : `http://${hostname}:${port}`,
      token: frontPayment.token.reveal(),
      callbackSecret: frontPayment.callbackSecret.reveal(),
      file: join(dataDir, 'sandbox.sqlite'),
      encryptionKeys: sandboxKeys,
      ratePerMinute: frontPayment.ratePerMinute,
      captureWindowMs: policy.captureWindowMs,
      chargeValidityUnit: frontPayment.chargeValidityUnit,
      callbacksTo: isLoopbackHost(hostname) ? 'loopback' : 'anywhere',
      logger: log.child({ room: 'sandbox' }),
    });
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new StartError(
      'sandbox_unusable',
      `The sandbox could not be started (${code}), so Holdfast was not. Its port is ${port} and its file ` +
        `${join(dataDir, 'sandbox.sqlite')}: free the port, mend the file, or set HOLDFAST_DATA_DIR to another directory.`,
      { cause: error },
    );
  }
}
