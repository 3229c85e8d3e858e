/** A story cut into days. Pure. */
import type { TimelineItem } from '../api/types';

/** One day of it. */
export interface StoryDay {
  day: string;
  items: TimelineItem[];
}

/** In the order given; `dayOf` names the day of an instant in the viewer's zone. */
export function storyByDay(items: readonly TimelineItem[], dayOf: (at: string) => string): StoryDay[] {
  const days: StoryDay[] = [];
  for (const item of items) {
    const day = dayOf(item.at);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}
