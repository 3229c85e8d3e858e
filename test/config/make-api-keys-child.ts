/** A process of its own that prints the API keys of the data directory at argv[2], made if they are not there. */
import { loadOrMakeApiKeys } from '../../src/config/api-keys-file';

const keys = loadOrMakeApiKeys(process.argv[2] ?? '').map(({ role, key }) => `${role}:${key.reveal()}`);
process.stdout.write(keys.join());
