/** All benchmarks, in the order in which they are run. */
import type { Bench } from './bench';
import { dashboardBench } from './dashboard/measure-dashboard';

/** Named as on the command line. */
export const BENCHES: readonly Bench[] = [dashboardBench];
