/** A process of its own that opens the record at argv[2] and puts argv[4] orders whose ids begin with argv[3]. */
import { openRecords } from '../../src/records/records';
import { anOrder } from './an-order';

async function main([url = '', name = '', count = '0']: string[]): Promise<void> {
  const records = await openRecords(url);
  for (let index = 0; index < Number(count); index += 1) {
    await records.put(anOrder({ orderId: `${name}-${index}` }));
    await records.put(
      anOrder({ orderId: 'shared', endedAt: `2026-11-27T12:00:00.${100 + index}Z`, body: index }),
    );
  }
  await records.close();
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
