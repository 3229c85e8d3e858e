/** Which way imports point: every rule is a sentence, and a file that breaks one fails with that sentence. */
import { builtinModules } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { type Import, importsOf, readSource, roomOf, sourceFiles } from './sources';

const PRODUCT = sourceFiles('workflows', 'activities', 'src');
const IMPORTS = PRODUCT.flatMap(importsOf);

interface Rule {
  /** What must hold, said to who broke it. */
  says: string;
  /** Whether an import breaks it. */
  isBroken: (found: Import & { from: string; to: string }) => boolean;
}

/** Values that the workflows may take from outside: deterministic, without I/O. */
const PURE_PACKAGES = ['@temporalio/workflow', '@temporalio/common', 'fast-deep-equal'];

/** Rooms that put others together; nothing imports what stands outermost. */
const OUTERMOST = ['src/http', 'src/cli', 'src/dashboard'];

/** Nobody reads these from top to bottom; tests hold them to what they are made from. */
const GENERATED = ['src/client/http/generated.ts'];

const isBuiltin = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name);

const RULES: Rule[] = [
  {
    says: 'workflows/ imports only types from activities: an activity imported as a value would run inside the workflow',
    isBroken: ({ from, to, isTypeOnly }) => from === 'workflows' && to === 'activities' && !isTypeOnly,
  },
  {
    says: `workflows/ takes values only from itself and ${PURE_PACKAGES.join(', ')}: everything else may read a clock, the environment or the network`,
    isBroken: ({ from, to, isOurs, target, isTypeOnly }) =>
      from === 'workflows' && !isTypeOnly && (isOurs ? to !== 'workflows' : !PURE_PACKAGES.includes(target)),
  },
  {
    says: 'workflows/ knows no Node built-in, not even by type: it runs in a sandbox without them',
    isBroken: ({ from, target }) => from === 'workflows' && isBuiltin(target),
  },
  {
    says: 'workflows/ knows of our rooms only activities, by type',
    isBroken: ({ from, to, isOurs }) =>
      from === 'workflows' && isOurs && !['workflows', 'activities'].includes(to),
  },
  {
    says: 'src/money knows nobody of ours',
    isBroken: ({ from, to, isOurs }) => from === 'src/money' && isOurs && to !== 'src/money',
  },
  {
    says: 'src/front-payment knows money and nobody else of ours: it is usable alone',
    isBroken: ({ from, to, isOurs }) =>
      from === 'src/front-payment' && isOurs && !['src/front-payment', 'src/money'].includes(to),
  },
  {
    says: 'src/front-payment knows no Temporal',
    isBroken: ({ from, target }) => from === 'src/front-payment' && target.startsWith('@temporalio/'),
  },
  {
    says: 'src/sandbox imports nothing of ours: one mistake must not be able to agree with itself',
    isBroken: ({ from, to, isOurs }) => from === 'src/sandbox' && isOurs && to !== 'src/sandbox',
  },
  {
    says: 'src/engine, src/config and src/records know no other room of ours',
    isBroken: ({ from, to, isOurs }) =>
      ['src/engine', 'src/config', 'src/records'].includes(from) && isOurs && to !== from,
  },
  {
    says: 'src/budget knows front-payment, and records and activities by type',
    isBroken: ({ from, to, isOurs, isTypeOnly }) =>
      from === 'src/budget' &&
      isOurs &&
      !['src/budget', 'src/front-payment'].includes(to) &&
      !(['src/records', 'activities'].includes(to) && isTypeOnly),
  },
  {
    says: 'src/orders knows money, and the workflows by their messages and by type',
    isBroken: ({ from, to, target, isOurs, isTypeOnly }) =>
      from === 'src/orders' &&
      isOurs &&
      !['src/orders', 'src/money'].includes(to) &&
      !(to === 'workflows' && (isTypeOnly || target === 'workflows/messages')),
  },
  {
    says: 'activities/ imports front-payment, money, orders, records, callbacks, changes and webhooks, and of workflows/ only what is pure',
    isBroken: ({ from, to, isOurs }) =>
      from === 'activities' &&
      isOurs &&
      ![
        'activities',
        'workflows',
        'src/front-payment',
        'src/money',
        'src/orders',
        'src/records',
        'src/callbacks',
        'src/changes',
        'src/webhooks',
      ].includes(to),
  },
  {
    says: 'only src/start (and bin) puts the rooms together: nothing else imports http, cli or dashboard',
    isBroken: ({ from, to }) => OUTERMOST.includes(to) && from !== to && from !== 'src/start',
  },
  {
    says: 'src/changes knows no other room of ours but the workflows',
    isBroken: ({ from, to, isOurs }) =>
      from === 'src/changes' && isOurs && !['src/changes', 'workflows'].includes(to),
  },
  {
    says: 'src/client, src/changes and src/http know a workflow by its messages, by what it shows of an order, and by type',
    isBroken: ({ from, to, target, isTypeOnly }) =>
      ['src/client', 'src/changes', 'src/http', 'src/cli'].includes(from) &&
      to === 'workflows' &&
      !isTypeOnly &&
      !['workflows/messages', 'workflows/webhook-messages', 'workflows/view', 'workflows/sheet'].includes(
        target,
      ),
  },
  {
    says: 'src/client/http knows of ours only what is free of Temporal, and all else by type: its users may have none',
    isBroken: ({ file, target, isOurs, isTypeOnly }) =>
      file.startsWith('src/client/http/') &&
      !isTypeOnly &&
      (isOurs
        ? !/^src\/client\/(http\/|errors$|idempotency-key$)/.test(target)
        : target.startsWith('@temporalio/')),
  },
  {
    says: 'src/telemetry watches: it knows the client, the provider’s calls and messages, everything else by type, and only src/start puts it in place',
    isBroken: ({ from, to, target, isOurs, isTypeOnly }) =>
      (from === 'src/telemetry' &&
        isOurs &&
        !isTypeOnly &&
        !['src/telemetry', 'src/client', 'src/front-payment'].includes(to) &&
        target !== 'workflows/messages') ||
      (to === 'src/telemetry' && !isTypeOnly && !['src/telemetry', 'src/start'].includes(from)),
  },
  {
    says: 'src/codec knows src/encryption and no other room of ours: it hands out what they hide',
    isBroken: ({ from, to, isOurs }) =>
      from === 'src/codec' && isOurs && !['src/codec', 'src/encryption'].includes(to),
  },
  {
    says: 'src/dashboard knows the HTTP API only',
    isBroken: ({ from, to, isOurs, isTypeOnly }) =>
      from === 'src/dashboard' && isOurs && to !== 'src/dashboard' && !(to === 'src/http' && isTypeOnly),
  },
  {
    says: 'the product imports nothing from test/ or bench/',
    isBroken: ({ to }) => to === 'test' || to === 'bench',
  },
  {
    says: 'only src/config reads the environment, so only it may know dotenv',
    isBroken: ({ from, target }) => target === 'dotenv' && from !== 'src/config',
  },
];

describe('imports point inwards', () => {
  it.each(RULES)('$says', ({ says, isBroken }) => {
    const broken = IMPORTS.filter((found) =>
      isBroken({ ...found, from: roomOf(found.file), to: found.isOurs ? roomOf(found.target) : '' }),
    );
    expect(broken.map(({ file, target }) => `${file} imports ${target}, but ${says}`)).toEqual([]);
  });

  it('were found at all: every room imports something', () => {
    const rooms = new Set(PRODUCT.map(roomOf));
    const importing = new Set(IMPORTS.map(({ file }) => roomOf(file)));
    expect([...importing].sort()).toEqual([...rooms].sort());
    expect(
      IMPORTS.some(({ isTypeOnly }) => isTypeOnly) && IMPORTS.some(({ isTypeOnly }) => !isTypeOnly),
    ).toBe(true);
  });

  it('lead to files that are there', () => {
    const known = new Set(PRODUCT.map((file) => file.replace(/\.tsx?$/, '')));
    const isStyle = (target: string): boolean => target.endsWith('.css');
    const targets = IMPORTS.filter(({ isOurs }) => isOurs).map(({ file, target }) => ({ file, target }));
    const lost = targets.filter(
      ({ target }) => !known.has(target) && !known.has(`${target}/index`) && !isStyle(target),
    );
    expect(lost).toEqual([]);
  });
});

describe('a file', () => {
  const lines = (file: string): number => readSource(file).trimEnd().split('\n').length;

  it('of the product has 300 lines at most', () => {
    const written = PRODUCT.filter((file) => !GENERATED.includes(file));
    expect(written.filter((file) => lines(file) > 300).map((file) => `${file}: ${lines(file)}`)).toEqual([]);
  });

  it('of tests has 400 lines at most: past that it is split by theme', () => {
    expect(sourceFiles('test').filter((file) => lines(file) > 400)).toEqual([]);
  });

  it('of the product says first what it is for', () => {
    const silent = PRODUCT.filter((file) => !/^\s*(\/\*\*|\/\/)/.test(readSource(file)));
    expect(silent).toEqual([]);
  });

  it('named index.ts is an entry point of the package, and no other barrel stands about', () => {
    expect(PRODUCT.filter((file) => file.endsWith('/index.ts'))).toEqual([
      'workflows/index.ts',
      'src/client/http/index.ts',
      'src/client/index.ts',
      'src/front-payment/index.ts',
      'src/sandbox/index.ts',
    ]);
  });
});
