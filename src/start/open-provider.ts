/** Front Payment as this start reaches it: the real one, or the sandbox run by this start with the same settings. */
import type { Logger } from 'pino';
import type { CallFrontPayment } from '../../activities/dependencies';
import type { Settings } from '../config/settings';
import type { AnswerFacts, FrontPaymentClientOptions } from '../front-payment';
import { NOW_HEADER, type Sandbox, type SandboxEncryptionKey } from '../sandbox';
import { callReal, callSandbox } from './provider';
import { runSandbox } from './run-sandbox';

/** The provider, ready to be called. */
export interface Provider {
  call: CallFrontPayment;
  /** Null with a real provider. */
  sandbox: Sandbox | null;
  /** False from a 401 until an answer that is none: the token was revoked, or is wrong. */
  isTokenAccepted(): boolean;
  close(): Promise<void>;
}

/** `onAnswer` is told of every answer; nobody, unless given. */
interface ProviderParts {
  log: Logger;
  sandboxKeys: SandboxEncryptionKey[];
  onAnswer?: ((facts: AnswerFacts) => void) | undefined;
}

/** An hour and a quarter of history, as the sweep reads it, is some 7 MB at 5,000 orders an hour. */
const MAX_RESPONSE_BYTES = 50_000_000;

/** @throws StartError `sandbox_unusable`; ClientOptionsError for a base URL that would carry the token in the clear */
export async function openProvider(
  settings: Settings,
  { log, sandboxKeys, onAnswer: alsoTell }: ProviderParts,
): Promise<Provider> {
  const { frontPayment } = settings;
  let accepted = true;
  const onAnswer = (facts: AnswerFacts) => {
    if (facts.httpStatus !== null) accepted = facts.httpStatus !== 401;
    alsoTell?.(facts);
  };
  const options: Omit<FrontPaymentClientOptions, 'baseUrl'> = {
    token: frontPayment.token.reveal(),
    timeoutMs: frontPayment.timeoutMs,
    cancelMethod: frontPayment.cancelMethod,
    chargeValidityUnit: frontPayment.chargeValidityUnit,
    maxResponseBytes: MAX_RESPONSE_BYTES,
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
