/** Lives through many stories, tells the one that breaks an invariant, and counts what the others were like. */
import fc from 'fast-check';
import { Census } from './life-census';
import { HORIZON, LINK_EXPIRES_AT, type Story } from './life-stories';
import { SimulatedLife } from './simulated-life';
import { submitting } from './states';

/** So much of a broken life's timeline is told. */
const TOLD_ITEMS = 40;

/** The same lives each time, so that a red test is a change's doing; LIVES and LIVES_SEED look for others. */
export async function prove(
  title: string,
  {
    stories,
    lives,
    seed,
    atTheEnd,
  }: {
    stories: fc.Arbitrary<Story>;
    lives: number;
    seed: number;
    atTheEnd: (life: SimulatedLife, story: Story) => void;
  },
): Promise<Census> {
  const census = new Census();
  const property = fc.asyncProperty(stories, async (story) => {
    const life = new SimulatedLife(submitting(story.policy, LINK_EXPIRES_AT), story.world, story.happenings);
    try {
      await life.live(HORIZON);
      atTheEnd(life, story);
    } catch (error) {
      throw told(life, error);
    }
    census.count(life);
  });
  await fc.assert(property, {
    numRuns: Number(process.env['LIVES'] ?? lives),
    seed: Number(process.env['LIVES_SEED'] ?? seed),
  });
  census.print(title);
  return census;
}

/** What broke, with how this life went until then. */
function told({ state, now }: SimulatedLife, error: unknown): Error {
  const items = state.timeline.slice(-TOLD_ITEMS).map(({ at, type, source, data }) => {
    const facts = JSON.stringify(data).slice(0, 160);
    return `  ${at} ${type} by ${source} ${facts}`;
  });
  const why = error instanceof Error ? error.message : String(error);
  return new Error([why, `At ${now}, after:`, ...items].join('\n'), { cause: error });
}
