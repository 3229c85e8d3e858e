/** `npm run prove`: which promises there are, and how several are asked for; the promises themselves are rooms of tests. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(__dirname, '../..');

function prove(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/prove.mjs'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  return { status, stdout, stderr };
}

/** The names in the list, in its order. */
function listed(stdout: string): string[] {
  return [...stdout.matchAll(/test\/([a-z-]+)/g)].map(([, room = '']) => room);
}

describe('npm run prove', () => {
  it.each([[[]], [['--help']], [['load', '-h']]])('lists the promises and their rooms for %j', (args) => {
    const { status, stdout } = prove(...args);
    expect(status).toBe(0);
    const rooms = listed(stdout);
    expect(rooms).toHaveLength(8);
    expect(rooms.filter((room) => !readdirSync(join(ROOT, 'test')).includes(room))).toEqual([]);
  });

  it('runs nothing when one of the names is none', () => {
    const { status, stdout, stderr } = prove('roles', 'nothing', 'never');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('No promise is named nothing, never');
  });

  it('takes several names, each once and in their order, and hands what follows to Jest', () => {
    const { status, stdout } = prove('rollout', 'encryption', 'rollout', '--listTests');
    const files = [...stdout.matchAll(/test\/([a-z-]+)\/[\w-]+\.test\.ts/g)].map(([, room = '']) => room);
    expect([...new Set(files)]).toEqual(['rollout', 'encryption']);
    expect(files).toHaveLength(new Set(stdout.match(/\S+\.test\.ts/g)).size);
    // Nothing has run, so no figure was left, and that shows nothing.
    expect(stdout.match(/(rollout|encryption) +│ NOT SHOWN/g)).toHaveLength(2);
    expect(status).toBe(1);
  }, 60_000);
});
