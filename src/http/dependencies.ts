/** What the HTTP server is built from. */
import type { FastifyBaseLogger } from 'fastify';
import type { Registry } from 'prom-client';
import type { CallbackTokens } from '../callbacks/token';
import type { ChangeFeed } from '../changes/change-feed';
import type { CallbackSignal, OrderInput, ReservationsClient } from '../client';
import type { OrderSheets } from '../client/order-sheet';
import type { PersonalData } from '../client/personal-data';
import type { Summary } from '../client/summary';
import type { ApiKey } from '../config/key-lists';
import type { Secret } from '../config/secret';
import type { Control } from '../sandbox';
import type { WebhooksDoor } from '../webhooks/webhooks-door';
import type { Pressure } from './back-pressure';
import type { Patience } from './limits';

/** What must be ready before orders are taken. */
export interface Readiness {
  engine: boolean;
  worker: boolean;
  provider: boolean;
}

/** One thing about the surroundings, and what to do about it; `ok` is null for what cannot be told. */
export interface Check {
  name: string;
  ok: boolean | null;
  message: string;
  todo: string | null;
}

/** The sandbox, as far as the API reaches into it. */
export interface SandboxDoor {
  control: Pick<Control, 'now' | 'faults' | 'usedUpFaults' | 'setFault' | 'clearFaults' | 'pay' | 'decline'>;
  /** An order nobody else has placed, with an invented customer. */
  sampleOrder(wanted: Pick<OrderInput, 'policy'> & { amountMinor?: number }): OrderInput;
  /** Moves one order's time forward, and the sandbox's for it; `arrived` once all that fell due has happened. */
  advance(orderId: string, byMs: number): Promise<'arrived' | 'ended' | 'late' | 'notEmbedded'>;
}

/** Handed in by the start-up file, and by tests. */
export interface ServerDependencies {
  reservations: ReservationsClient;
  callbacks: {
    resolveToken: CallbackTokens['read'];
    /** The provider's callback secret. */
    secret: Secret;
    signal: CallbackSignal;
  };
  apiKeys: readonly ApiKey[];
  /** The package's version, for the OpenAPI document. */
  version: string;
  readiness(): Promise<Readiness>;
  /** False when this process is beyond help and should be ended and started anew; it can go on unless given. */
  canGoOn?(): boolean;
  /** Aborted when the server is about to close: it is not ready from then on, and ends what is kept open. Never unless given. */
  draining?: AbortSignal;
  /** What a person reads of one order, and of whom he was shown. */
  sheets: OrderSheets;
  /** What a customer has a right to: to see everything, and to be forgotten. */
  personalData: PersonalData;
  /** Counts open orders. */
  summarize(): Promise<Summary>;
  /** Looks at the surroundings; never throws, and answers in a few seconds. */
  diagnose(): Promise<Check[]>;
  webhooks: WebhooksDoor;
  /** Tells which orders change, for whoever follows them. */
  changes: ChangeFeed;
  /** Null with a real provider. */
  sandbox: SandboxDoor | null;
  /** Where browsers reach us: by https, cookies go no other way. */
  publicUrl: string;
  /** The dashboard as it was built, an absolute path; null for none. */
  dashboardDir: string | null;
  /** Proxies whose word on a caller's address is taken; none unless given. */
  trustedProxies?: readonly string[];
  /** As in limits.ts unless given. */
  patience?: Partial<Patience>;
  /** Nothing is logged without it. */
  logger?: FastifyBaseLogger;
  /** Metrics of the same process to show at `/metrics` too; a registry of its own unless given. */
  metrics?: Registry;
  /** Whether requests have spans; they have none unless given. */
  isTraced?: boolean;
  /** False when the server can be reached from elsewhere: then `/metrics` needs a key. */
  isLoopback: boolean;
  /** How long a command is waited for before 202; 10 s unless given. */
  answerWaitMs?: number;
  /** How often a stream of events gives a sign of life; every 15 s unless given. */
  heartbeatMs?: number;
  /** Per key; 6000 unless given. */
  requestsPerMinute?: number;
  /** What of requests is borne at once. */
  pressure?: Pressure;
}
