/** The description of the API: complete, named, valid, and made of the schemas that check the requests. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PROBLEMS } from '../../src/http/problems';
import { runServer } from './running-server';

interface Operation {
  operationId: string;
  summary: string;
  responses: Record<string, { description: string; content?: Record<string, unknown> }>;
}

interface Document {
  openapi: string;
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Record<string, unknown>> };
}

async function document(): Promise<Document> {
  const { as } = await runServer();
  const { status, data } = await as(null).get('/openapi.json');
  expect(status).toBe(200);
  return data;
}

function operationsOf({ paths }: Document): Operation[] {
  return Object.values(paths).flatMap((path) => Object.values(path));
}

function validated(document: object): object {
  const input = JSON.stringify(document);
  return JSON.parse(
    execFileSync(process.execPath, [join(__dirname, 'valid-openapi.mjs')], { input, encoding: 'utf8' }),
  );
}

/** Generated clients are named after these: what is published stays. */
const PUBLISHED = {
  'POST /v1/reservations': 'placeOrder',
  'GET /v1/reservations': 'listReservations',
  'GET /v1/reservations/{orderId}': 'getReservation',
  'GET /v1/reservations/{orderId}/operations/{operationId}': 'getOperation',
  'GET /v1/reservations/{orderId}/events': 'getEvents',
  'GET /v1/changes': 'getChanges',
  'POST /v1/reservations/{orderId}/capture': 'capture',
  'POST /v1/reservations/{orderId}/charge': 'charge',
  'POST /v1/reservations/{orderId}/refund': 'refund',
  'POST /v1/reservations/{orderId}/cancel': 'cancel',
  'POST /v1/reservations/{orderId}/complete': 'complete',
  'POST /v1/reservations/{orderId}/resend': 'resend',
  'POST /v1/reservations/{orderId}/resolve': 'resolve',
};

describe('/openapi.json', () => {
  it('names every operation once, and those that are published as they were', async () => {
    const { openapi, info, paths, ...rest } = await document();
    expect([openapi, info.version]).toEqual(['3.1.0', '0.0.0-test']);
    const ids = operationsOf({ openapi, info, paths, ...rest }).map(({ operationId }) => operationId);
    expect(ids.filter((id) => !/^[a-z][A-Za-z]*$/.test(id ?? ''))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    const found = Object.keys(PUBLISHED).map((route) => {
      const [method = '', path = ''] = route.split(' ');
      return [route, paths[path]?.[method.toLowerCase()]?.operationId];
    });
    expect(Object.fromEntries(found)).toEqual(PUBLISHED);
  });

  it('is valid OpenAPI 3.1, and the check can see', async () => {
    const described = await document();
    expect(validated(described)).toEqual({ valid: true, version: '3.1' });
    const paths = { ...described.paths, '/v1/odd': { get: { responses: { soon: {} } } } };
    expect(validated({ ...described, paths })).toMatchObject({ valid: false });
  });

  it('describes every answer, and gives each refusal as a problem', async () => {
    const answers = operationsOf(await document()).flatMap(({ responses }) => Object.entries(responses));
    for (const [status, { description, content }] of answers) {
      expect(description).not.toBe('Default Response');
      const types = Object.keys(content ?? {});
      if (/^[45]/.test(status)) expect(types).toEqual(['application/problem+json']);
      if (status === '204') expect(types).toEqual([]);
    }
  });

  it('tells the codes that a command may be refused with', async () => {
    const { paths } = await document();
    const told = paths['/v1/reservations/{orderId}/capture']?.['post']?.responses['409']?.description;
    const conflicts = Object.entries(PROBLEMS).filter(([, { status }]) => status === 409);
    for (const [code, { title }] of conflicts) expect(told).toContain(`\`${code}\`: ${title}`);
  });

  it('shows what is sent as strictly as it is checked, and each shape under one name', async () => {
    const { components, paths } = await document();
    const order = components.schemas['OrderInput'] ?? {};
    expect([...(order['required'] as string[])].sort()).toEqual(['currency', 'customer', 'lines', 'orderId']);
    expect(order['additionalProperties']).toBe(false);
    expect(Object.keys(components.schemas)).toEqual(
      expect.arrayContaining([
        'Reservation',
        'Operation',
        'CommandAnswer',
        'ReservationPage',
        'EventPage',
        'Problem',
      ]),
    );
    const text = JSON.stringify({ components, paths });
    const named = new Set([...text.matchAll(/#\/components\/schemas\/([^"]+)/g)].map(([, name]) => name));
    expect([...named].sort()).toEqual(Object.keys(components.schemas).sort());
  });

  it('leaves every answer open for fields to come, and says of what is sent that it is not', async () => {
    const { components, paths } = await document();
    const answers = operationsOf({ paths } as Document).map(({ responses }) => responses);
    const closed = (part: unknown): boolean => JSON.stringify(part).includes('"additionalProperties":false');
    expect(answers.filter(closed)).toEqual([]);
    const closedNames = Object.keys(components.schemas).filter((name) => closed(components.schemas[name]));
    expect(closedNames.filter((name) => !name.endsWith('Input'))).toEqual([]);
    expect(closedNames).toEqual(expect.arrayContaining(['OrderInput', 'PolicyInput', 'CaptureInput']));
    const signIn = paths['/session']?.['post'] as unknown as { requestBody: unknown };
    expect(closed(signIn.requestBody)).toBe(true);
  });

  it('says how one shows who asks: a key or the session, which needs its token to change something', async () => {
    const { paths, components } = await document();
    const security = (path: string, method: string): unknown =>
      (paths as unknown as Record<string, Record<string, { security: unknown }>>)[path]?.[method]?.security;
    expect(security('/session', 'post')).toEqual([]);
    expect(security('/session', 'get')).toEqual([{ session: [] }]);
    expect(security('/session', 'delete')).toEqual([]);
    expect(security('/v1/summary', 'get')).toEqual([{ key: [] }, { session: [] }]);
    const changing = [{ key: [] }, { session: [], csrf: [] }];
    expect(security('/v1/reservations/{orderId}/capture', 'post')).toEqual(changing);
    const { securitySchemes } = components as unknown as { securitySchemes: object };
    expect(securitySchemes).toMatchObject({
      key: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie', name: 'holdfast_session' },
      csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token' },
    });
  });

  it('says which header makes a command repeatable', async () => {
    const { paths } = await document();
    const capture = paths['/v1/reservations/{orderId}/capture']?.['post'] as unknown as {
      parameters: { name: string; in: string; required: boolean }[];
    };
    expect(capture.parameters).toContainEqual(
      expect.objectContaining({ name: 'idempotency-key', in: 'header', required: false }),
    );
  });
});
