/** The databases that each test of the record runs over: SQLite always, PostgreSQL where its programs are found. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { findPostgres, startPostgres, type TestPostgres } from '../support/postgres';

/** Gives the URL of a new, empty database. */
export type FreshUrl = () => Promise<string>;

/** Declares the same tests over each database. */
export function describeOverStores(title: string, tests: (freshUrl: FreshUrl) => void): void {
  describe(`${title}, on SQLite`, () => {
    let directory = '';
    let count = 0;
    beforeAll(() => {
      directory = mkdtempSync(join(tmpdir(), 'holdfast-records-'));
    });
    afterAll(() => rmSync(directory, { recursive: true, force: true }));
    tests(async () => {
      count += 1;
      return pathToFileURL(join(directory, `${count}`, 'records.sqlite')).href;
    });
  });

  const bin = findPostgres();
  (bin === null ? describe.skip : describe)(`${title}, on PostgreSQL`, () => {
    let server: TestPostgres | undefined;
    beforeAll(async () => {
      server = await startPostgres(bin ?? '');
    }, 60_000);
    afterAll(() => server?.stop());
    tests(async () => {
      if (server === undefined) throw new Error('PostgreSQL has not been started');
      return server.freshDatabase();
    });
  });
}
