/** All benchmarks, in the order in which they are run. */
import type { Bench } from './bench';
import { burstBench } from './burst/measure-burst';
import { callbacksBench } from './callbacks/measure-callbacks';
import { dashboardBench } from './dashboard/measure-dashboard';
import { doorBench } from './door/measure-door';
import { engineBench } from './engine/measure-engine';
import { lifecycleBench } from './lifecycle/measure-lifecycle';
import { listBench } from './list/measure-list';
import { parkedBench } from './parked/measure-parked';
import { recoveryBench } from './recovery/measure-recovery';
import { startBench } from './start/measure-start';

/** Named as on the command line. */
export const BENCHES: readonly Bench[] = [
  lifecycleBench,
  doorBench,
  parkedBench,
  burstBench,
  recoveryBench,
  startBench,
  listBench,
  callbacksBench,
  engineBench,
  dashboardBench,
];
