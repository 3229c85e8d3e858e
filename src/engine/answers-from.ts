// Tells our server from another one on the same port: two starts at the same moment may both have found it free, and
// the one that lost would take the other's engine, with other people's orders in it, for its own.

import type { Connection } from '@temporalio/client';
import Database from 'libsql';

/** Whether the server behind `connection` is the one that keeps its data in `databaseFile`. */
export async function answersFrom(databaseFile: string, connection: Connection): Promise<boolean> {
  const { clusterId } = await connection.workflowService.getClusterInfo({});
  return clusterIdsIn(databaseFile).some((text) => text.includes(clusterId));
}

/** The server writes its id, made with the database, before it answers anybody; a row is protobuf with it as text. */
function clusterIdsIn(databaseFile: string): string[] {
  const database = new Database(databaseFile, { readonly: true });
  try {
    const rows = database.prepare('SELECT data FROM cluster_metadata_info').all() as { data: ArrayBuffer }[];
    return rows.map(({ data }) => Buffer.from(data).toString('latin1'));
  } finally {
    database.close();
  }
}
