/** All benchmarks, in the order in which they are run. */
import type { Bench } from './bench';
import { burstBench } from './burst/measure-burst';
import { dashboardBench } from './dashboard/measure-dashboard';
import { doorBench } from './door/measure-door';
import { lifecycleBench } from './lifecycle/measure-lifecycle';
import { parkedBench } from './parked/measure-parked';
import { recoveryBench } from './recovery/measure-recovery';

/** Named as on the command line. */
export const BENCHES: readonly Bench[] = [
  lifecycleBench,
  doorBench,
  parkedBench,
  burstBench,
  recoveryBench,
  dashboardBench,
];
