/** Makes a Temporal server of the user's ready for orders: namespace, retention, search attributes. */
import { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { TemporalSettings } from '../config/temporal';
import { EngineError } from '../engine/engine-error';
import {
  type PreparedNamespace,
  prepareNamespace,
  RETENTION_DAYS,
  SEARCH_ATTRIBUTES,
} from '../engine/prepare-namespace';
import { StartError } from './start-error';

/** Where, and what; without `retentionDays` a namespace that exists keeps its own, and a new one gets a week. */
export interface ClusterToSetUp {
  cluster: TemporalSettings & { address: string };
  retentionDays: number | null;
}

/** What was found and done. */
export interface ClusterReport extends PreparedNamespace {
  address: string;
  namespace: string;
  /** All that orders need; each of them is there now. */
  searchAttributes: string[];
}

const CONNECT_TIMEOUT_MS = 20_000;
const PREPARE_TIMEOUT_MS = 60_000;

/** Idempotent. @throws StartError `engine_unreachable`, `cluster_not_set_up` */
export async function setUpCluster({ cluster, retentionDays }: ClusterToSetUp): Promise<ClusterReport> {
  const { address, namespace } = cluster;
  const connection = await connect(cluster);
  try {
    const prepared = await prepareNamespace({
      connection,
      namespace,
      retentionDays: retentionDays ?? RETENTION_DAYS,
      whereItExists: retentionDays === null ? 'keep' : 'set',
      timeoutMs: PREPARE_TIMEOUT_MS,
    });
    return { address, namespace, ...prepared, searchAttributes: Object.keys(SEARCH_ATTRIBUTES) };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new StartError('cluster_not_set_up', byOtherTools(cluster, error), { cause: error });
  } finally {
    await connection.close();
  }
}

async function connect({ address, connection }: ClusterToSetUp['cluster']): Promise<Connection> {
  try {
    return await Connection.connect({ ...connection.reveal(), connectTimeout: CONNECT_TIMEOUT_MS });
  } catch (error) {
    throw new StartError(
      'engine_unreachable',
      `The Temporal server at ${address} does not answer, so nothing was set up. ` +
        'Check TEMPORAL_ADDRESS and the settings beside it, and that the server runs.',
      { cause: error },
    );
  }
}

/** What a managed server does not let a client do, its owner does once; this command then finds it done. */
function byOtherTools({ namespace }: TemporalSettings, { message }: EngineError): string {
  const attributes = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, TYPE_NAMES[type]]);
  return [
    message,
    '',
    'Temporal Cloud lets nobody register these through the API. There, with tcld (or in its UI, on the page of the namespace):',
    `  tcld namespace search-attributes add --namespace ${namespace} \\`,
    attributes.map(([name, type]) => `    --search-attribute "${name}=${type}"`).join(' \\\n'),
    `  tcld namespace retention set --namespace ${namespace} --retention-days ${RETENTION_DAYS}`,
    'On a server of your own, somebody who may:',
    `  temporal operator namespace create --namespace ${namespace} --retention ${RETENTION_DAYS}d`,
    ...attributes.map(
      ([name, type]) =>
        `  temporal operator search-attribute create --namespace ${namespace} --name ${name} --type ${type}`,
    ),
    'Then run `holdfast setup` again: it finds them there.',
  ].join('\n');
}

const { IndexedValueType } = temporal.api.enums.v1;

/** The types as both tools spell them. Source: Temporal's reference of tcld and of `temporal operator`. */
const TYPE_NAMES: Partial<Record<temporal.api.enums.v1.IndexedValueType, string>> = {
  [IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD]: 'Keyword',
  [IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST]: 'KeywordList',
  [IndexedValueType.INDEXED_VALUE_TYPE_BOOL]: 'Bool',
  [IndexedValueType.INDEXED_VALUE_TYPE_DATETIME]: 'Datetime',
  [IndexedValueType.INDEXED_VALUE_TYPE_INT]: 'Int',
};
