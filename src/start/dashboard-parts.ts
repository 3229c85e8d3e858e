/** What the dashboard's routes are built from: readings, counts, the diagnosis, the sandbox, and the built pages. */
import { join } from 'node:path';
import { createOrderSheets } from '../client/order-sheet';
import { createPersonalData } from '../client/personal-data';
import { createSummary } from '../client/summary';
import { packageRoot } from '../engine/pinned-server';
import { scrubDatabase } from '../engine/scrub-database';
import type { ServerDependencies } from '../http/dependencies';
import type { Records } from '../records/records';
import { createDiagnosis, type DiagnosisParts } from './diagnosis';
import type { Provider } from './open-provider';
import { createSandboxDoor } from './sandbox-door';

/** The rooms that the dashboard looks into. */
export interface DashboardRooms extends DiagnosisParts {
  provider: Pick<Provider, 'call' | 'sandbox'>;
  records: Records;
}

type DashboardParts = Pick<
  ServerDependencies,
  'sheets' | 'personalData' | 'summarize' | 'diagnose' | 'sandbox' | 'publicUrl' | 'dashboardDir'
>;

/** Puts them together. */
export function dashboardParts(rooms: DashboardRooms): DashboardParts {
  const { settings, client, records, provider } = rooms;
  const { taskQueue, publicUrl, temporal, dataDir } = settings;
  const isEmbedded = temporal.address === null;
  const { sandbox } = provider;
  return {
    sheets: createOrderSheets({ client, taskQueue, records }),
    personalData: createPersonalData({
      ...{ client, taskQueue, records },
      scrubEngine: async (runIds) => isEmbedded && scrubDatabase({ dataDir, runIds }),
    }),
    summarize: createSummary({ client, taskQueue }),
    diagnose: createDiagnosis(rooms),
    sandbox: sandbox && createSandboxDoor({ sandbox, client, isEmbedded }),
    publicUrl,
    dashboardDir: join(packageRoot(), 'dist', 'dashboard'),
  };
}
