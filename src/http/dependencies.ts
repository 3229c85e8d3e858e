/** What the HTTP server is built from. */
import type { FastifyBaseLogger } from 'fastify';
import type { Registry } from 'prom-client';
import type { CallbackTokens } from '../callbacks/token';
import type { CallbackSignal, ReservationsClient } from '../client';
import type { ApiKey } from '../config/key-lists';
import type { Secret } from '../config/secret';

/** What must be ready before orders are taken. */
export interface Readiness {
  engine: boolean;
  worker: boolean;
  provider: boolean;
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
  /** Nothing is logged without it. */
  logger?: FastifyBaseLogger;
  /** Metrics of the same process to show at `/metrics` too; a registry of its own unless given. */
  metrics?: Registry;
  /** False when the server can be reached from elsewhere: then `/metrics` needs a key. */
  isLoopback: boolean;
  /** How long a command is waited for before 202; 10 s unless given. */
  answerWaitMs?: number;
  /** Per key; 6000 unless given. */
  requestsPerMinute?: number;
}
