/** The workflows a worker runs, by the names they are started with. */
export { reservation } from './reservation';
export { sweep } from './sweep';
