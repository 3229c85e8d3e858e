/** The fault matrix up to the provider's answer: a worker dies before and after the intent, the send and the answer. */
import { describeColumns } from './describe-columns';

describeColumns('a worker that dies on the way to the provider and back', [
  'beforeIntent',
  'afterIntent',
  'beforeSend',
  'begun',
  'afterSend',
  'afterAnswer',
]);
