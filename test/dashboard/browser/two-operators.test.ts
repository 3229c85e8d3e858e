/** Two operators at two desks: what one does the other sees, and what both press at once is done once. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { type Dashboard, inBrowser, START_MS, startDashboard } from './dashboard';
import { noticeOf } from './window';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await startDashboard();
}, START_MS);
afterAll(() => dashboard?.close());

describe('two operators', () => {
  inBrowser('press Capture at once: it is captured once, and the second is told so kindly', async () => {
    const orderId = await dashboard.hold();
    const windows = await Promise.all([dashboard.open('/'), dashboard.open('/')]);
    for (const { page } of windows) {
      await page.getByRole('button', { name: `Capture ${orderId}` }).click();
      await page.getByRole('dialog', { name: `Capture ${orderId}` }).waitFor();
    }
    await Promise.all(
      windows.map(({ page }) => page.getByRole('button', { name: 'Capture NOK 3,000.00' }).click()),
    );

    const toldOf = await Promise.all(
      windows.map(({ page }) =>
        Promise.race([
          noticeOf(page, `${orderId}: captured NOK 3,000.00.`)
            .waitFor()
            .then(() => 'the capture'),
          page
            .getByRole('alert')
            .filter({ hasText: 'Somebody was faster' })
            .waitFor()
            .then(() => 'the other'),
        ]),
      ),
    );
    expect(toldOf.toSorted()).toEqual(['the capture', 'the other']);
    const late = windows[toldOf.indexOf('the other')]?.page;
    const alert = late?.getByRole('alert').filter({ hasText: 'Somebody was faster' });
    await alert?.getByText('Nothing was done twice, and nothing is lost.').waitFor();
    await alert?.getByText('captured NOK 3,000.00, still to be captured NOK 0.00').waitFor();
    await alert?.getByText('Last: capture NOK 3,000.00 by').waitFor();
    expect((await dashboard.booksOf(orderId)).captures).toMatchObject([{ amountMinor: 300_000 }]);
  });

  inBrowser(
    'answer the same attention differently: the first word counts, and the second is told so kindly',
    async () => {
      const orderId = await dashboard.hold();
      await dashboard.loseCapture(orderId);
      const windows = await Promise.all([dashboard.open('/attention'), dashboard.open('/attention')]);
      const answering = async ({ page }: (typeof windows)[number], answer: string, title: string) => {
        await page.getByRole('button', { name: `${answer}: ${orderId}` }).click();
        const dialog = page.getByRole('dialog', { name: `The capture of ${orderId} ${title}` });
        await dialog.getByLabel('What you have seen, and where').fill('Their dashboard was looked at');
        return { page, dialog, confirm: dialog.getByRole('button', { name: answer, exact: true }) };
      };
      const [one, other] = windows as [(typeof windows)[number], (typeof windows)[number]];
      const first = await answering(one, 'It did not happen', 'did not happen');
      const second = await answering(other, 'It happened', 'happened');
      await first.confirm.click();
      await noticeOf(first.page, `${orderId}: your word was taken.`).waitFor();

      // The attention is gone on the second desk as well; the confirmation that stands open there is not.
      await second.page.getByRole('article', { name: orderId }).waitFor({ state: 'detached' });
      await second.confirm.click();
      const alert = second.dialog.getByRole('alert');
      await alert.getByText('Somebody was faster').waitFor();
      await alert.getByText('Nothing was done twice, and nothing is lost.').waitFor();
      await alert.getByText('captured NOK 0.00, still to be captured NOK 3,000.00').waitFor();
      await second.dialog.getByRole('button', { name: 'Close' }).last().click();
      await second.page.getByText('Nothing waits for you').waitFor();
      expect((await dashboard.booksOf(orderId)).captures).toEqual([]);
      const { items } = (await dashboard.server.http.get(`/v1/reservations/${orderId}/events`)).data;
      const words = items.filter(({ type }: { type: string }) => type === 'operation_resolved');
      expect(words).toHaveLength(1);
    },
  );
});
