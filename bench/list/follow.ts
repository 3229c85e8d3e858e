/** Followers of event streams, as many as are wanted, which read what comes and do nothing with it. */
import http from 'node:http';

/** Whom they follow, and as whom. */
export interface ToFollow {
  /** The API's origin. */
  url: string;
  key: string;
  /** One stream each. */
  paths: readonly string[];
}

/** Streams that are open. */
export interface Followers {
  /** What has come in events so far, over all of them. */
  events(): number;
  /** Whether the server has ended any of them. */
  isBroken(): boolean;
  end(): void;
}

/** There once every stream has been answered. @throws Error when one is refused */
export async function follow({ url, key, paths }: ToFollow): Promise<Followers> {
  let events = 0;
  let isBroken = false;
  const headers = { Authorization: `Bearer ${key}`, Accept: 'text/event-stream' };
  // Not the agent that all share: each is a connection of its own for as long as it lasts.
  const agent = new http.Agent({ maxSockets: paths.length });
  const open = (path: string): Promise<http.ClientRequest> =>
    new Promise((resolve, reject) => {
      const request = http.get(`${url}${path}`, { headers, agent }, (response) => {
        if (response.statusCode !== 200)
          return reject(new Error(`${path} was answered ${response.statusCode}.`));
        response.setEncoding('utf8').on('data', (text: string) => {
          events += text.split('\nevent: ').length - 1 + (text.startsWith('event: ') ? 1 : 0);
        });
        response.once('close', () => {
          isBroken = true;
        });
        resolve(request);
      });
      request.once('error', reject);
    });
  const requests = await Promise.all(paths.map(open));
  return {
    events: () => events,
    isBroken: () => isBroken,
    end: () => {
      for (const request of requests) request.destroy();
      agent.destroy();
    },
  };
}
