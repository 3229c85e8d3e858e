/** The dashboard's pages: where they are served, how long they are kept, and what browsers are told about them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problemOf, runServer } from './running-server';

const PAGE = '<!doctype html><title>Holdfast</title><script type="module" src="/assets/app-1.js"></script>';
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
];

let built = '';
beforeAll(() => {
  built = mkdtempSync(join(tmpdir(), 'holdfast-dashboard-'));
  mkdirSync(join(built, 'assets'));
  writeFileSync(join(built, 'index.html'), PAGE);
  writeFileSync(join(built, 'assets', 'app-1.js'), 'let built = 1;');
  writeFileSync(join(built, 'assets', 'app-1.js.gz'), gzipSync('let built = 1;'));
  writeFileSync(join(built, 'assets', 'app-1.css'), 'p { color: red }');
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

const screens = [
  '/',
  '/attention',
  '/orders/booking-1042',
  '/all',
  '/sandbox',
  '/?q=a',
  '/all?state=reserved',
];

describe('the dashboard', () => {
  it.each(screens)('is served at %s, to be asked for anew each time', async (path) => {
    const { as } = await runServer({ dashboardDir: built });
    const page = await as(null).get(path);
    expect([page.status, page.data]).toEqual([200, PAGE]);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['cache-control']).toBe('no-cache');
  });

  it('tells browsers to run and load nothing but our own', async () => {
    const { as } = await runServer({ dashboardDir: built });
    for (const path of ['/', '/assets/app-1.js', '/openapi.json', '/v1/reservations', '/nowhere']) {
      const { headers } = await as(null).get(path);
      expect(String(headers['content-security-policy']).split(';')).toEqual(POLICY);
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['strict-transport-security']).toBeUndefined();
    }
  });

  it('has assets that browsers may keep, for their names change with them', async () => {
    const { as } = await runServer({ dashboardDir: built });
    const script = await as(null).get('/assets/app-1.js');
    expect([script.status, script.data]).toEqual([200, 'let built = 1;']);
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(script.headers['content-type']).toMatch(/^(text|application)\/javascript/);
    expect((await as(null).get('/assets/app-1.css')).headers['content-type']).toMatch(/^text\/css/);
  });

  it('gives assets compressed where the build has left them so', async () => {
    const { as } = await runServer({ dashboardDir: built });
    const headers = { 'Accept-Encoding': 'gzip' };
    const script = await as(null).get('/assets/app-1.js', { headers, decompress: false });
    expect(script.headers['content-encoding']).toBe('gzip');
    const style = await as(null).get('/assets/app-1.css', { headers });
    expect([style.status, style.headers['content-encoding']]).toEqual([200, undefined]);
  });

  it.each([
    '/assets/app-2.js',
    '/assets/',
    '/assets/../index.html',
    '/assets/%2e%2e/index.html',
    '/assets/.env',
    '/index.html',
    '/orders',
    '/orders/a/b',
  ])('has nothing at %s', async (path) => {
    const { as } = await runServer({ dashboardDir: built });
    const answer = await as(null).get(path);
    expect(problemOf(answer)).toBe('404 route_not_found application/problem+json');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('takes nothing', async () => {
    const { as } = await runServer({ dashboardDir: built });
    expect(problemOf(await as(null).post('/all', {}))).toContain('405 method_not_allowed');
    expect(problemOf(await as(null).delete('/assets/app-1.js'))).toContain('405 method_not_allowed');
  });
});

describe('a dashboard that was not built', () => {
  it.each(['/', '/attention', '/orders/booking-1042'])('is said kindly at %s', async (path) => {
    const { as } = await runServer({ dashboardDir: join(tmpdir(), 'holdfast-nothing-is-here') });
    const page = await as(null).get(path);
    expect(page.status).toBe(503);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.data).toContain('npm run build');
    expect(page.data).not.toMatch(/<(script|style)|style=|\son\w+=/);
  });
});
