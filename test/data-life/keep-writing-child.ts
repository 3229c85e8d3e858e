/** A process of its own that writes orders to the record at argv[2], one after the other, until there is a file at argv[3]. */
import { existsSync } from 'node:fs';
import { openRecords } from '../../src/records/records';
import { anOrder } from '../records/an-order';

/** Ends by itself, whatever becomes of whoever started it. */
const LONGEST_MS = 20_000;

async function main([url = '', stopFile = '']: string[]): Promise<void> {
  const records = await openRecords(url);
  const endsAtMs = Date.now() + LONGEST_MS;
  for (let written = 0; !existsSync(stopFile) && Date.now() < endsAtMs; written += 1) {
    await records.put(anOrder({ orderId: `order-${written}` }));
    await records.put(anOrder({ orderId: 'last', body: written }));
  }
  await records.close();
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
