/** What lies in a backup, written beside it: which files, of which length and content, from which versions. */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BackupError } from './backup-error';

/** The manifest's own name within a backup; written last, so that what has none is no backup. */
export const MANIFEST = 'backup.json';

/** What a backup may hold, by its name there: a name elsewhere in the manifest is none of ours. */
export const PARTS = [
  'temporal.sqlite',
  'engine-version',
  'records.sqlite',
  'sandbox.sqlite',
  'sandbox-port.json',
  'api-keys.json',
] as const;

/** One of them. */
export type Part = (typeof PARTS)[number];

const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** Nothing that happened before this instant is missing. */
  begunAt: z.iso.datetime(),
  holdfast: z.string(),
  parts: z.partialRecord(
    z.enum(PARTS),
    z.strictObject({ bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});

/** What is written beside the files. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Length and content of a file. */
export async function measure(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return { bytes: (await stat(file)).size, sha256: hash.digest('hex') };
}

/** The manifest of a backup, once every file in it was found to be what it says. @throws BackupError */
export async function readBackup(directory: string): Promise<Manifest> {
  const manifest = parse(directory);
  for (const [part, told] of Object.entries(manifest.parts)) {
    const found = await measure(join(directory, part)).catch(() => null);
    if (found?.sha256 === told.sha256 && found.bytes === told.bytes) continue;
    throw new BackupError(
      'backup_damaged',
      `${join(directory, part)} is not what the backup's own list says, so nothing was restored. Copy it anew from where it is kept, or take another backup.`,
    );
  }
  return manifest;
}

function parse(directory: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(join(directory, MANIFEST), 'utf8')));
  } catch (cause) {
    throw new BackupError(
      'backup_not_readable',
      `${directory} holds no ${MANIFEST} that this version of Holdfast can read, so nothing was restored. Name the directory that \`holdfast backup\` has made; one of a later version needs that version.`,
      { cause },
    );
  }
}
