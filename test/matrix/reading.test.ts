/** The fault matrix of readings: a worker dies while it looks for an operation whose outcome is unknown, and as it sends it again. */
import { describeColumns } from './describe-columns';

describeColumns('a worker that dies while it looks for an unknown operation', [
  'reading1',
  'reading2',
  'reading3',
  'afterRepeat',
]);
