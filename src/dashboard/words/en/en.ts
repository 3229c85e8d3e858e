/** Every word of the dashboard in English. The pages' own words are the contract's. */
import { attention } from './attention';
import { commands } from './commands';
import { order } from './order';
import { problem } from './problems';
import { sandbox } from './sandbox';
import { screens } from './screens';
import { shell } from './shell';
import { story } from './story';

/** By screen; the keys of both languages are the same, which a test holds. */
export const en = {
  ...shell,
  ...screens,
  ...attention,
  ...order,
  ...commands,
  ...sandbox,
  story,
  problem,
};
