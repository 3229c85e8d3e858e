/** The doctor's examination: what can be seen from here, and what the server sees of itself. */
import { packageVersion } from '../start/package-version';
import type { Check, Session } from './answers';
import type { Api } from './api';
import { CliError } from './cli-error';
import type { Answer } from './request';
import { spanText } from './time-text';

const SKEW_MAX_MS = 5000;

/** Every check, the most basic first. What rests on one that failed is left out. Throws nothing of the server's. */
export async function examine(api: Api): Promise<Check[]> {
  const reached = await reach(api);
  if (reached.ok === false) return [reached];
  const sentAtMs = Date.now();
  const session = await api.session().catch(asCliError);
  const takenMs = Date.now() - sentAtMs;
  if (session instanceof CliError) return [reached, keyRefused(session), await readyCheck(api)];
  const { role, version } = session.body;
  return [
    reached,
    { name: 'key', ok: true, message: `The key is accepted; its role is ${role}.`, todo: null },
    clockCheck(session, sentAtMs + takenMs / 2),
    versionCheck(version),
    ...(await inside(api, session.body)),
  ];
}

async function reach({ ask, access }: Api): Promise<Check> {
  const name = 'server';
  const sentAtMs = Date.now();
  const answer = await ask({ path: '/healthz' }).catch(asCliError);
  if (!(answer instanceof CliError)) {
    const message = `${access.url} answers within ${Date.now() - sentAtMs} ms.`;
    return { name, ok: true, message, todo: null };
  }
  const todo = 'Start Holdfast there (npm start), or say where it is by --url or HOLDFAST_URL.';
  return { name, ok: false, message: answer.message, todo };
}

function keyRefused(error: CliError): Check {
  if (error.reason !== 'notAllowed') return { name: 'key', ok: null, message: error.message, todo: null };
  return {
    name: 'key',
    ok: false,
    message: 'The server does not know this key.',
    todo: "Give another by --api-key or HOLDFAST_API_KEY: one of the server's HOLDFAST_API_KEYS, or of api-keys.json in its data directory.",
  };
}

/** The server tells its time by the second, so that a second more or less says nothing. */
function clockCheck({ date }: Answer<Session>, nowMs: number): Check {
  const name = 'clock here';
  if (date === null) return { name, ok: null, message: 'The server does not tell its time.', todo: null };
  const skewMs = Math.abs(Date.parse(date) + 500 - nowMs);
  if (skewMs <= SKEW_MAX_MS) {
    return { name, ok: true, message: 'The clock here and that of the server agree.', todo: null };
  }
  return {
    name,
    ok: false,
    message: `The clock here and that of the server are ${spanText(skewMs)} apart.`,
    todo: 'Have both follow a time server (NTP): deadlines are instants.',
  };
}

function versionCheck(server: string): Check {
  const here = packageVersion();
  const isSame = server === here;
  return {
    name: 'version',
    ok: isSame ? true : null,
    message: isSame ? `Both are ${here}.` : `The server is ${server}, this command is ${here}.`,
    todo: isSame ? null : 'Install the same version on both sides if a command is refused.',
  };
}

/** For whoever may not see more: whether orders are taken at all. */
async function readyCheck({ ask }: Api): Promise<Check> {
  const name = 'ready';
  const answer = await ask({ path: '/readyz' }).catch(asCliError);
  if (!(answer instanceof CliError)) {
    return { name, ok: true, message: 'Engine, worker and provider settings are ready.', todo: null };
  }
  const todo = 'Wait a moment if it has just started; else have an operator run holdfast doctor.';
  return { name, ok: false, message: answer.problem?.detail ?? answer.message, todo };
}

async function inside(api: Api, { role }: Session): Promise<Check[]> {
  const diagnosis = await api.diagnosis().catch(asCliError);
  if (!(diagnosis instanceof CliError)) return diagnosis.checks;
  const unseen: Check =
    diagnosis.reason === 'notAllowed'
      ? {
          name: 'inside',
          ok: null,
          message: `The role ${role} may not see what the server sees of itself.`,
          todo: 'Give an operator key.',
        }
      : { name: 'inside', ok: false, message: diagnosis.message, todo: "Look into the server's log." };
  return [await readyCheck(api), unseen];
}

function asCliError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  throw error;
}
