/**
 * A process of its own that prints the API keys of the directories 0 to argv[4] - 1 in argv[2]. It turns to the first
 * at the instant argv[3] (Unix ms) and to each next one 10 ms later, so that processes of the same instant meet.
 */
import { join } from 'node:path';
import { loadOrMakeApiKeys } from '../../src/config/api-keys-file';

const [, , parent = '', startAt = '0', count = '0'] = process.argv;
const lines: string[] = [];
for (let index = 0; index < Number(count); index += 1) {
  while (Date.now() < Number(startAt) + index * 10);
  lines.push(
    loadOrMakeApiKeys(join(parent, `${index}`))
      .map(({ role, key }) => `${role}:${key.reveal()}`)
      .join(),
  );
}
process.stdout.write(lines.join('\n'));
