// The engine's keeper: a small process between a start of Holdfast and its Temporal server. It holds the data
// directory's lock for as long as the server lives, and ends the server when whoever started it is gone, however
// that ended. Plain JavaScript, so that it runs the same from a checkout and from a package. Commands come in and
// reports go out over Node's IPC channel; src/engine/keeper-process.ts is the other end.

const { spawn, execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const Database = require('libsql');

const [, , dataDir, ownerPidText] = process.argv;
const ownerPid = Number(ownerPidText);
const recordFile = path.join(dataDir, 'engine.json');
const logFile = path.join(dataDir, 'engine.log');

const LOCK_RETRY_MS = 100;
// An owner that still lives is another start. It is given this long, because it may just be ending.
const LIVING_OWNER_PATIENCE_MS = 1_500;
// An owner that is gone leaves a keeper that is stopping its server: longer than the stop below can take.
const GONE_OWNER_PATIENCE_MS = 20_000;
// Left alone, a server takes 14 s to stop, waiting for its own long polls; nothing is gained by it, because the
// database bears a kill at any moment (write-ahead log, synchronous FULL).
const STOP_GRACE_MS = 2_000;
const MAX_LOG_BYTES = 32 * 1024 * 1024;
const LOG_CHECK_MS = 60_000;

let lock;
let server;
let stopping = false;

const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function report(message) {
  if (!process.connected) return Promise.resolve();
  return new Promise((sent) => process.send(message, sent));
}

/** When a process began, so that a pid that was given out again is not taken for the one recorded. */
function beginningOf(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return state === 'Z' ? null : rest[18];
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

function isStillThere(recorded) {
  return Boolean(recorded?.pid && recorded.began && beginningOf(recorded.pid) === recorded.began);
}

function readRecord() {
  try {
    return JSON.parse(fs.readFileSync(recordFile, 'utf8'));
  } catch {
    return {};
  }
}

function writeRecord(fields) {
  const holder = {
    owner: { pid: ownerPid, began: beginningOf(ownerPid) },
    keeper: { pid: process.pid, began: beginningOf(process.pid) },
  };
  const temporary = `${recordFile}.${process.pid}`;
  fs.writeFileSync(temporary, `${JSON.stringify({ ...holder, ...fields })}\n`);
  fs.renameSync(temporary, recordFile);
}

/** One try for the lock: a transaction that the kernel ends with this process, even after a SIGKILL. */
function tryLock() {
  const database = new Database(path.join(dataDir, 'lock.sqlite'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (fault) {
    database.close();
    if (fault.code === 'SQLITE_BUSY') return null;
    throw fault;
  }
}

async function takeLock() {
  const startedAtMs = Date.now();
  let told = false;
  for (;;) {
    lock = tryLock();
    if (lock) return true;
    const { owner, keeper } = readRecord();
    const ownerLives = isStillThere(owner);
    const patienceMs = ownerLives ? LIVING_OWNER_PATIENCE_MS : GONE_OWNER_PATIENCE_MS;
    if (stopping || Date.now() - startedAtMs > patienceMs) {
      report({ type: 'refused', holderPid: (ownerLives ? owner?.pid : keeper?.pid) ?? null });
      return false;
    }
    if (!ownerLives && !told) {
      told = true;
      report({ type: 'waiting' });
    }
    await delay(LOCK_RETRY_MS);
  }
}

/** A server whose keeper was killed alone has nobody: it must be gone before another opens the database. */
async function endOrphan() {
  const orphan = readRecord().server;
  for (const [signal, patienceMs] of [
    ['SIGTERM', STOP_GRACE_MS],
    ['SIGKILL', STOP_GRACE_MS],
  ]) {
    if (!isStillThere(orphan)) return;
    process.kill(orphan.pid, signal);
    const deadlineMs = Date.now() + patienceMs;
    while (isStillThere(orphan) && Date.now() < deadlineMs) await delay(LOCK_RETRY_MS);
  }
  if (isStillThere(orphan))
    throw new Error(`The server of an earlier start, pid ${orphan.pid}, cannot be ended.`);
}

function runServer({ command, args }) {
  if (!server) tendLog();
  const log = fs.openSync(logFile, 'a');
  const child = spawn(command, args, { cwd: dataDir, stdio: ['ignore', log, log] });
  fs.closeSync(log);
  const ended = new Promise((resolve) => {
    child.once('error', (fault) => resolve({ code: null, signal: null, fault: fault.message }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  server = { child, reported: ended.then((end) => report({ type: 'ended', ...end })) };
  if (child.pid) {
    writeRecord({ server: { pid: child.pid, began: beginningOf(child.pid) } });
    report({ type: 'running', pid: child.pid });
  }
}

async function stop() {
  if (stopping) return;
  stopping = true;
  if (server?.child.pid) {
    server.child.kill('SIGTERM');
    const killer = setTimeout(() => server.child.kill('SIGKILL'), STOP_GRACE_MS);
    await server.reported;
    clearTimeout(killer);
  }
  process.exit(0);
}

/** Begins a fresh log and keeps the one before; a run of months empties its own when it has grown too long. */
function tendLog() {
  if (fs.existsSync(logFile)) fs.renameSync(logFile, path.join(dataDir, 'engine.previous.log'));
  setInterval(() => {
    if (fs.existsSync(logFile) && fs.statSync(logFile).size > MAX_LOG_BYTES) fs.truncateSync(logFile);
  }, LOG_CHECK_MS).unref();
}

async function main() {
  if (!(await takeLock())) return process.exit(1);
  await endOrphan();
  writeRecord({});
  process.on('message', (message) => (message.type === 'run' ? runServer(message) : stop()));
  report({ type: 'locked' });
}

// A Ctrl-C reaches the whole process group; when to end is for the owner to say, or for its end.
process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});
process.on('SIGTERM', stop);
process.on('disconnect', stop);

main().catch((fault) => {
  report({ type: 'failed', fault: fault.message });
  process.exitCode = 1;
  process.disconnect?.();
});
