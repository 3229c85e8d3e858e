/** Lets a built server listen. */
import type { App } from '../http/app';
import { listenFault } from './ports';

/** Where, and the settings that said so. */
export interface Place {
  host: string;
  port: number;
  names: { host: string; port: string };
}

/** Gives the server once it listens, and closes it where it cannot. @throws StartError `port_taken`, `address_unusable` */
export async function listening(app: App, { host, port, names }: Place): Promise<App> {
  try {
    await app.listen({ host, port });
    return app;
  } catch (error) {
    await app.close();
    throw listenFault({ host, port }, error, names);
  }
}
