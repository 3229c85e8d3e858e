/** All benchmarks, in the order in which they are run. */
import type { Bench } from './bench';
import { dashboardBench } from './dashboard/measure-dashboard';
import { doorBench } from './door/measure-door';
import { lifecycleBench } from './lifecycle/measure-lifecycle';

/** Named as on the command line. */
export const BENCHES: readonly Bench[] = [lifecycleBench, doorBench, dashboardBench];
