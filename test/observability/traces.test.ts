/** Traces and logs of a server and a worker, processes of their own: what belongs together carries one trace's id. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aHeldOrder,
  placeAndPay,
  type RoleProcess,
  startTopology,
  type Topology,
  untilState,
} from '../roles/topology';
import { ensureBuilt } from '../start/built';
import { leaveFigure } from '../support/figures';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import { type CollectedSpan, type Collector, startCollector } from './collector';

const PATIENCE = { patienceMs: 90_000, pollMs: 250 };

let collector: Collector;
let at: Topology;
let server: RoleProcess;
let worker: RoleProcess;

const PERSON = {
  name: 'Distinctive Tracewell',
  email: 'distinctive.tracewell@example.com',
  phone: { countryCode: '+47', number: '40000917' },
};
const ADDRESS = { street: 'Sporveien 917', zip: '0917', city: 'Sporby', country: 'NO' };
const NOTE = 'Kept for the guest in cabin 917';

function anOrderOf(policy: object) {
  const order = anOrder({ policy });
  return { ...order, customer: { ...order.customer, ...PERSON, address: ADDRESS } };
}

beforeAll(async () => {
  ensureBuilt();
  collector = await startCollector();
  at = await startTopology(process.env['HOLDFAST_TEST_ENGINE'] ?? '', {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
    OTEL_SERVICE_NAME: 'holdfast-under-test',
  });
  [server, worker] = await Promise.all([at.run('server'), at.run('worker')]);
  await Promise.all([server.ready(), worker.ready()]);
}, 240_000);

afterAll(async () => {
  await at?.close();
  await collector?.close();
});

/** A caller that traces. */
function caller(): { traceId: string; spanId: string; headers: { traceparent: string } } {
  const [traceId, spanId] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  return { traceId, spanId, headers: { traceparent: `00-${traceId}-${spanId}-01` } };
}

/** From the outermost span to the one of that name, once all of them have come in. */
function untilLineage(traceId: string, name: string): Promise<CollectedSpan[]> {
  return until(
    () => `a whole line to "${name}" has come in; there are ${JSON.stringify(collector.spans())}`,
    () => {
      const spans = collector.spans().filter((span) => span.traceId === traceId);
      const line: CollectedSpan[] = [];
      let next = spans.find((span) => span.name === name);
      while (next !== undefined) {
        line.unshift(next);
        const { parentSpanId } = next;
        next = spans.find(({ spanId }) => spanId === parentSpanId);
      }
      return line[0]?.name.startsWith('POST ') ? line : null;
    },
    PATIENCE,
  );
}

const namesOf = (line: readonly CollectedSpan[]) => line.map(({ name }) => name);

describe('one trace', () => {
  it('leads from the caller through the door and the workflow to each call, of an order placed and captured', async () => {
    const { traceId, spanId, headers } = caller();
    const order = anOrderOf({ captureAt: 'reserved' });
    const placed = await at.as(server).post('/v1/reservations', order, { headers });
    expect(placed.status).toBe(201);
    await at.sandbox.pay(placed.data.reservationUuid);
    await untilState(at, server, { orderId: order.orderId, state: 'completed' });
    const way = ['POST /v1/reservations', 'UpdateWithStartWorkflow:place', 'HandleUpdate:place'];
    for (const call of ['submit', 'details', 'capture', 'complete']) {
      const activity = call === 'details' ? 'readDetails' : call;
      const line = await untilLineage(traceId, call);
      expect(namesOf(line)).toEqual([...way, `RunActivity:${activity}`, call]);
      expect(line[0]?.parentSpanId).toBe(spanId);
      expect(line.at(-1)?.attributes).toEqual({ 'holdfast.call': call });
      expect(line[0]?.attributes).toMatchObject({
        'holdfast.order_id': order.orderId,
        'http.response.status_code': 201,
      });
      expect(new Set(line.map(({ service }) => service))).toEqual(new Set(['holdfast-under-test']));
    }
    const own = collector.spans().filter((span) => span.traceId === traceId);
    leaveFigure('spans of one order, placed, captured and completed', own.length);
  }, 180_000);

  it('is the command’s own where a command asks for a capture, and log lines of both processes name it', async () => {
    const order = aHeldOrder();
    await placeAndPay(at, server, order);
    const { traceId, headers } = caller();
    const url = `/v1/reservations/${order.orderId}/capture`;
    const { data } = await at.as(server).post(url, { note: NOTE }, { headers });
    const { operationId } = data.operation;
    expect(namesOf(await untilLineage(traceId, 'capture'))).toEqual([
      'POST /v1/reservations/:orderId/capture',
      'StartWorkflowUpdate:capture',
      'HandleUpdate:capture',
      'RunActivity:capture',
      'capture',
    ]);
    const facts = { orderId: order.orderId, operationId, traceId };
    expect(await untilLine(worker, { msg: 'operation sent', operationId })).toMatchObject(facts);
    expect(await untilLine(server, { msg: 'request answered', operationId })).toMatchObject(facts);
  }, 180_000);
});

describe('what is only asked', () => {
  it('leaves no span, however often; a caller that traces has one of the request and none beneath it', async () => {
    const order = aHeldOrder();
    await placeAndPay(at, server, order);
    for (let asked = 0; asked < 10; asked += 1) await at.as(server).get(`/v1/reservations/${order.orderId}`);
    const { traceId, headers } = caller();
    await at.as(server).get(`/v1/reservations/${order.orderId}`, { headers });
    await until(
      'the traced request has come in',
      () => collector.spans().some((span) => span.traceId === traceId),
      PATIENCE,
    );
    const spans = collector.spans();
    expect(spans.filter((span) => span.traceId === traceId).map(({ name }) => name)).toEqual([
      'GET /v1/reservations/:orderId',
    ]);
    const reading = spans.filter((span) => span.traceId !== traceId && span.name.startsWith('GET /v1'));
    expect(reading).toEqual([]);
    expect(spans.filter(({ name }) => /:ask$|Query|Describe|sweepHistory|planDue/.test(name))).toEqual([]);
  }, 180_000);
});

describe('nothing personal', () => {
  it('stands in any span or line, nor an error’s words, of an order that was refused something too', async () => {
    const order = anOrderOf({ capture: 'manual' });
    await placeAndPay(at, server, order);
    const { traceId, headers } = caller();
    const url = `/v1/reservations/${order.orderId}/capture`;
    const refused = await at.as(server).post(url, { amountMinor: 9_999_999, note: NOTE }, { headers });
    expect(refused.data.code).toBe('capture_exceeds_runway');
    await until(
      'the refused request has come in',
      () =>
        collector
          .spans()
          .some((span) => span.traceId === traceId && span.name === 'StartWorkflowUpdate:capture') &&
        collector.spans().some((span) => span.traceId === traceId && span.name.startsWith('POST ')),
      PATIENCE,
    );
    // A call that fails has an error of its own in the activity's span.
    await at.sandbox.setFault({ call: 'capture', kind: '500', when: 'before', times: 1 });
    const failing = caller();
    await at.as(server).post(url, { amountMinor: 1_000, note: NOTE }, { headers: failing.headers });
    const line = await untilLineage(failing.traceId, 'capture');
    expect(line.at(-1)?.attributes).toEqual({
      'holdfast.call': 'capture',
      'holdfast.result': 'failed',
      'error.type': 'provider_failed',
      'http.response.status_code': 500,
    });
    const everything = `${collector.text()}\n${server.stdout()}\n${worker.stdout()}`;
    const personal = [...Object.values(ADDRESS).slice(0, 3), PERSON.name, PERSON.email, PERSON.phone.number];
    expect([...personal, NOTE].filter((words) => everything.includes(words))).toEqual([]);
    expect(collector.text()).toContain('exception.type');
    expect(collector.text()).not.toMatch(/exception\.(message|stacktrace)/);
    // The search can find: what is meant to be there is.
    expect(everything).toContain(order.orderId);
    leaveFigure('spans searched for personal data, none found', collector.spans().length);
  }, 180_000);
});

/** The line of a process's log that has these facts. */
async function untilLine(
  { stdout }: RoleProcess,
  wanted: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  return until(
    () => `a line has ${JSON.stringify(wanted)}`,
    () => {
      const lines = stdout()
        .split('\n')
        .filter((line) => line.startsWith('{') && line.endsWith('}'))
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      const has = (line: Record<string, unknown>) =>
        Object.entries(wanted).every(([name, value]) => line[name] === value);
      return lines.find(has) ?? null;
    },
    PATIENCE,
  );
}
