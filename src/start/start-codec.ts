/** The codec server as a process: settings and Fastify, and neither engine nor record. */
import { createHash, hkdfSync } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { buildCodecServer } from '../codec/build-codec-server';
import { createCodecKeys, type NamedHash } from '../codec/codec-keys';
import type { ApiKey, EncryptionKey } from '../config/key-lists';
import type { Settings } from '../config/settings';
import { createKeyring } from '../encryption/keys';
import { createPayloadCodec } from '../encryption/payload-codec';
import { Closers } from './closers';
import { listenFault } from './ports';
import type { Running } from './run-process';

/** Starts it; the settings were read for the role, so that there are keys. @throws StartError */
export function startCodec(settings: Settings, log: Logger): Promise<Running> {
  const closers = new Closers(log);
  return closers.orNothing(async () => {
    const { codec, encryptionKeys, shutdown } = settings;
    const [first, ...others] = encryptionKeys;
    if (first === undefined) throw new TypeError('The codec server was started without encryption keys.');
    const app = await buildCodecServer({
      codec: createPayloadCodec(createKeyring([first, ...others])),
      keys: createCodecKeys([...named(settings), ...operators(settings)], sessionSecret(first)),
      uiOrigin: codec.uiOrigin,
      trustedProxies: settings.trustedProxies,
      logger: log.child({ room: 'codec' }),
      draining: closers.begun,
    });
    closers.add('codec server', () => app.close());
    const { host, port } = codec;
    await app.listen({ host, port }).catch((error: unknown) => {
      throw listenFault({ host, port }, error, { host: 'CODEC_HOST', port: 'CODEC_PORT' });
    });
    log.info({ host, port, keyIds: encryptionKeys.map(({ id }) => id) }, 'decrypts');
    return {
      lost: null,
      async stop() {
        closers.begin();
        await delay(shutdown.delayMs);
        await closers.closeAll();
      },
    };
  });
}

function sessionSecret({ key }: EncryptionKey): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key.reveal(), 'holdfast', 'codec sessions', 32));
}

function hashOf(apiKey: ApiKey): string {
  if ('hash' in apiKey) return apiKey.hash.reveal();
  return createHash('sha256').update(apiKey.key.reveal()).digest('hex');
}

function named({ codec }: Settings): NamedHash[] {
  return codec.keys.map(({ name, hash }) => ({ name, hash: hash.reveal() }));
}

function operators({ apiKeys }: Settings): NamedHash[] {
  return (apiKeys ?? []).flatMap((apiKey, index) =>
    apiKey.role === 'operator' ? [{ name: `operator-${index + 1}`, hash: hashOf(apiKey) }] : [],
  );
}
