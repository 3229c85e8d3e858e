/** The fault matrix of ends: a worker dies as an outcome is recorded, and as the order's own end is. */
import { describeColumns } from './describe-columns';

describeColumns('a worker that dies as an end is recorded', [
  'beforeCompletion',
  'afterCompletion',
  'beforeRecord',
  'afterRecord',
]);
