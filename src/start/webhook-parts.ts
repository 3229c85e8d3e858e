/** What the settings of webhooks give to the worker. The only place that hands out their URL and secrets. */
import type { ActivityDependencies } from '../../activities/create-activities';
import type { Settings } from '../config/settings';
import type { Records } from '../records/records';

/** Nothing where no receiver is set: the worker then leaves webhooks alone. */
export function webhookPartsOf(
  { webhooks }: Pick<Settings, 'webhooks'>,
  records: Pick<Records, 'webhooks'>,
): Pick<ActivityDependencies, 'webhooks'> {
  if (webhooks === null) return {};
  const { url, secrets, allowsPrivateNetwork, timeoutMs, dueSoonMs } = webhooks;
  return {
    webhooks: {
      ...{ allowsPrivateNetwork, timeoutMs, dueSoonMs },
      url: url.reveal(),
      secrets: secrets.map((secret) => secret.reveal()),
      books: records.webhooks,
    },
  };
}
