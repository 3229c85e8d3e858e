/** How large an SQLite database is, with what is still in its write-ahead log and without its free pages. */
import Database from 'libsql';

/** Bytes in use, read beside whoever writes it. @throws Error when it cannot be opened */
export function databaseBytes(file: string): number {
  const database = new Database(file, { readonly: true });
  try {
    const read = (pragma: string): number =>
      Number(Object.values(database.prepare(`PRAGMA ${pragma}`).get() as object)[0]);
    return (read('page_count') - read('freelist_count')) * read('page_size');
  } finally {
    database.close();
  }
}
