/** Has everything under some names read anew, because something has changed. */
import type { QueryClient } from '@tanstack/react-query';

/**
 * What is just being read may be older than the change: it is not begun again, for what changes all the time would never be
 * shown, but read once more when it has come.
 */
export async function askAnew(client: QueryClient, ...queryKeys: (readonly unknown[])[]): Promise<void> {
  await Promise.all(
    queryKeys.map(async (queryKey) => {
      const reading = client.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' });
      const read = reading.map(({ promise }) => promise?.catch(() => undefined));
      const again = (): Promise<void> => client.invalidateQueries({ queryKey }, { cancelRefetch: false });
      const asked = again();
      await Promise.all([...read, asked]);
      if (read.length > 0) await again();
    }),
  );
}
