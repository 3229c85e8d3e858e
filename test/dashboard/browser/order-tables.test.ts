/** The tables of orders: Due and All as cards on a phone, their figures in line; and the counts as they are read aloud. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { type Dashboard, inBrowser, START_MS, startDashboard } from './dashboard';
import { rowOf } from './window';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await startDashboard();
}, START_MS);
afterAll(() => dashboard?.close());

const PHONE = { width: 390, height: 844 };

/** Where what stands in a cell ends on the right, in whole pixels. */
async function rightOf(cell: Locator): Promise<number> {
  const box = await cell.boundingBox();
  return Math.round((box?.x ?? 0) + (box?.width ?? 0));
}

describe('a card on a phone', () => {
  inBrowser(
    'has its state and its amounts at one edge, on Due and on All, and says what each is',
    async () => {
      const orderId = await dashboard.hold();
      expect(await dashboard.command(orderId, 'capture', { amountMinor: 100_000 })).toBe(200);
      const whole = await dashboard.hold({ amountMinor: 1_249_000 });
      const { page } = await dashboard.open('/all', { viewport: PHONE });
      const edges = new Set<number>();
      for (const id of [orderId, whole]) {
        const row = rowOf(page, id);
        await row.waitFor();
        edges.add(await rightOf(row.locator('.badge.is-reserved, .badge.is-captured, .badge.is-completed')));
        edges.add(await rightOf(row.locator('.col-orderMinor .money')));
        edges.add(await rightOf(row.locator('.col-refundedMinor .money')));
      }
      await page.goto('/');
      const held = rowOf(page, whole);
      await held.waitFor();
      edges.add(await rightOf(held.locator('.badge.is-reserved')));
      edges.add(await rightOf(held.locator('.col-amount .money').first()));
      expect([...edges]).toHaveLength(1);
      await page.goto('/all');
      await rowOf(page, orderId).getByText('NOK 1,000.00').waitFor();
      const labels = await rowOf(page, orderId).locator('td[data-label]').evaluateAll(labelsOf);
      expect(labels).toEqual(['Captured and charged', 'Refunded']);
    },
  );
});

describe('a count in the navigation', () => {
  inBrowser('is read in one piece with its label', async () => {
    const { page } = await dashboard.open('/');
    const navigation = page.getByRole('navigation');
    for (const name of [/^Due, \d+ due within 24 hours$/, /^Attention, /]) {
      await navigation.getByRole('link', { name }).waitFor();
    }
  });

  inBrowser('is seen from one on, and says what it counts to whoever points at it', async () => {
    const { page } = await dashboard.open('/');
    const due = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true });
    const none = due('Due, 0 due within 24 hours');
    await none.waitFor();
    expect(await none.locator('.count').count()).toBe(0);
    expect(await none.getByTitle('0 due within 24 hours').textContent()).toBe('Due');
    await dashboard.hold({ policy: { captureWindow: 'PT20H' } });
    const badge = due('Due, 1 due within 24 hours').locator('.count');
    await badge.waitFor();
    expect([await badge.textContent(), await badge.getAttribute('title')]).toEqual([
      '1',
      '1 due within 24 hours',
    ]);
  });
});

/** Run in the page. */
function labelsOf(cells: readonly unknown[]): unknown[] {
  return cells.map((cell) => (cell as { dataset: { label: string } }).dataset.label);
}
