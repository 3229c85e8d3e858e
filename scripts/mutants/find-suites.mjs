// Which suites judge a mutation, in the order in which they are asked: what needs no engine first, by its imports.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the money protocol is tested without an engine. */
const ROOMS = ['test/workflows', 'test/activities', 'test/front-payment'];

/** Suites that take long without an engine: thousands of invented lives. */
const LIVES = /\/life[^/]*\.test\.ts$/;

/** Suites on the engine in which money moves. */
const ENGINE_ROOMS = ['test/workflows', 'test/matrix'];

const RELATIVE_IMPORT = /\bfrom\s*['"](\.[^'"]+)['"]/g;

/** `quick` and `lives` need no engine, `onEngine` does. Paths from the repository's root. */
export function findSuites(tree) {
  const inRooms = (rooms) =>
    rooms.flatMap((room) =>
      readdirSync(join(tree, room))
        .filter((name) => name.endsWith('.test.ts'))
        .map((name) => `${room}/${name}`),
    );
  const alone = inRooms(ROOMS).filter((suite) => !needsEngine(tree, suite));
  return {
    quick: alone.filter((suite) => !LIVES.test(suite)),
    lives: alone.filter((suite) => LIVES.test(suite)),
    onEngine: inRooms(ENGINE_ROOMS).filter((suite) => needsEngine(tree, suite)),
  };
}

/** Whether a suite reaches the engine, or the bundle, that Jest's global setup provides. */
export function needsEngine(tree, suite, seen = new Set()) {
  if (seen.has(suite)) return false;
  seen.add(suite);
  if (/^test\/support\/(engine|workflow-bundle)\.ts$/.test(suite)) return true;
  if (!suite.startsWith('test/') || !existsSync(join(tree, suite))) return false;
  const source = readFileSync(join(tree, suite), 'utf8');
  return [...source.matchAll(RELATIVE_IMPORT)].some(([, target]) =>
    needsEngine(tree, `${join(dirname(suite), target)}.ts`, seen),
  );
}
