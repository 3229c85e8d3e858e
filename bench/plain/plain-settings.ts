/** What the processes of the plain side are begun with, as JSON on their command line. */

/** The whole, the same for worker and door. */
export interface PlainSettings {
  /** host:port of the engine. */
  address: string;
  taskQueue: string;
  /** On loopback. */
  doorPort: number;
  provider: { baseUrl: string; token: string; callbackSecret: string };
}

/** Of this process. @throws SyntaxError when there is no JSON */
export function plainSettings(): PlainSettings {
  return JSON.parse(process.argv[2] ?? '');
}

/** The door's origin. */
export function doorUrlOf({ doorPort }: Pick<PlainSettings, 'doorPort'>): string {
  return `http://127.0.0.1:${doorPort}`;
}
