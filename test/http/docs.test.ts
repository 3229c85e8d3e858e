/** `/docs`: from this server alone, without a script in the page, and usable in a browser that reaches nobody else. */
import { describe, expect, it } from '@jest/globals';
import { announceSkippedBrowserTests, findBrowser, launchBrowser } from '../support/browser';
import { fakeReservations, sampleReservation } from './fake-reservations';
import { KEYS, runServer } from './running-server';

const browserPath = findBrowser();
if (browserPath === null) announceSkippedBrowserTests();
const inBrowser = browserPath === null ? it.skip : it;

describe('/docs', () => {
  it('needs no key, and its policy allows what is ours and nothing else', async () => {
    const { as } = await runServer();
    const { status, headers } = await as(null).get('/docs');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('has no script or style in the page, and takes everything from this server', async () => {
    const { as } = await runServer();
    const { data } = await as(null).get('/docs');
    const scripts = [...String(data).matchAll(/<script([^>]*)>([^<]*)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter(([, , body]) => body?.trim() !== '')).toEqual([]);
    expect(data).not.toMatch(/<style|\son\w+=|\sstyle=|javascript:/);
    const links = [...String(data).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link);
    for (const link of links) {
      expect(link).toMatch(/^(\/docs|\.)\//);
      expect((await as(null).get(new URL(link, 'http://x/docs').pathname)).status).toBe(200);
    }
    expect((await as(null).get('/docs/json')).data).toEqual((await as(null).get('/openapi.json')).data);
  });

  inBrowser(
    'shows every operation in a browser that reaches nobody else, and carries one out',
    async () => {
      const reservations = fakeReservations({ reservation: async () => sampleReservation() });
      const { url, as } = await runServer({ reservations });
      const { data: description } = await as(null).get('/openapi.json');
      const operations = Object.values(description.paths).flatMap((path) => Object.keys(path as object));
      const browser = await launchBrowser(browserPath ?? '');
      try {
        const page = await browser.newPage();
        const complaints: string[] = [];
        const elsewhere: string[] = [];
        page.on('console', (message) => {
          if (message.type() === 'error' || /Content Security Policy/.test(message.text()))
            complaints.push(message.text());
        });
        page.on('pageerror', (error) => complaints.push(error.message));
        await page.route('**/*', (route) => {
          const asked = route.request().url();
          if (asked.startsWith(url) || asked.startsWith('data:')) return route.continue();
          elsewhere.push(asked);
          return route.abort();
        });
        await page.goto(`${url}/docs`);
        await page.waitForSelector('.opblock');
        expect(await page.locator('.opblock').count()).toBe(operations.length);
        await page.click('button.authorize');
        await page.fill('.auth-container input', KEYS.viewer);
        await page.click('.auth-container button[type=submit]');
        await page.click('.btn-done');
        await page.click('#operations-reservations-getReservation .opblock-summary-control');
        await page.click('#operations-reservations-getReservation .try-out__btn');
        await page.fill('#operations-reservations-getReservation input[placeholder=orderId]', 'booking-1042');
        await page.click('#operations-reservations-getReservation .execute');
        await page.waitForSelector('#operations-reservations-getReservation .live-responses-table');
        const answer = await page.innerText('#operations-reservations-getReservation .live-responses-table');
        expect(answer).toContain('RES1943140879');
        expect([elsewhere, complaints]).toEqual([[], []]);
      } finally {
        await browser.close();
      }
    },
    60_000,
  );
});
