/** docs/reference/api.md and docs/reference/metrics.md are what the server says of itself. */
import { describe, expect, it } from '@jest/globals';
import { describeMetrics } from '../../src/start/describe-metrics';
import { runServer } from '../http/running-server';
import { firstColumn, readPage, section } from './pages';

interface Described {
  paths: Record<string, Record<string, { 'x-roles'?: string[] }>>;
}

const { apiPage } = require('../../scripts/api-page.js') as { apiPage(document: Described): string };
const { metricsPage } = require('../../scripts/metrics-page.js') as {
  metricsPage(metrics: ReturnType<typeof describeMetrics>): string;
};

async function described(): Promise<Described> {
  const { as } = await runServer();
  return (await as(null).get('/openapi.json')).data;
}

describe('docs/reference/api.md', () => {
  it('is what `npm run docs` makes of the present API', async () => {
    expect(readPage('docs/reference/api.md')).toBe(apiPage(await described()));
  });

  it('says of every route who may use it', async () => {
    const { paths } = await described();
    const open = Object.entries(paths).flatMap(([path, operations]) =>
      Object.values(operations).flatMap((operation) => (operation['x-roles'] === undefined ? [path] : [])),
    );
    expect([...new Set(open)]).toEqual(['/session']);
    expect(paths['/v1/reservations/{orderId}/capture']?.['post']?.['x-roles']).toEqual(['operator']);
    expect(paths['/v1/reservations']?.['get']?.['x-roles']).toEqual(['viewer', 'booking', 'operator']);
  });

  it('names beside the API what is served beside it', async () => {
    const { as } = await runServer();
    const listed = firstColumn(section(readPage('docs/reference/api.md'), 'Beside the API'));
    const paths = listed.map((request) => request.replace('GET ', '').replace('{token}', 'unknown'));
    expect(paths).toEqual(expect.arrayContaining(['/healthz', '/readyz', '/metrics', '/docs']));
    for (const path of paths) {
      const { data, status } = await as(null).get(path);
      expect({ path, status, code: data.code }).not.toMatchObject({ code: 'route_not_found' });
    }
  });
});

describe('docs/reference/metrics.md', () => {
  it('is what `npm run docs` makes of what servers and workers register now', () => {
    expect(readPage('docs/reference/metrics.md')).toBe(metricsPage(describeMetrics()));
  });
});
