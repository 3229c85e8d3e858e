/** Which of the forms that a route can answer in a request likes best. */
import type { FastifyRequest } from 'fastify';

/** The media type to answer with: the first of `offered` unless `Accept` ranks another one, named in full, above it. */
export function preferredType<Type extends string>(
  { headers }: Pick<FastifyRequest, 'headers'>,
  offered: readonly [Type, ...Type[]],
): Type {
  const ranked = offered.map((type) => ({ type, quality: qualityOf(type, headers.accept ?? '*/*') }));
  const [usual, ...others] = ranked as [(typeof ranked)[0], ...typeof ranked];
  return others.reduce((best, other) => (other.quality > best.quality ? other : best), usual).type;
}

/** 0 for what is not accepted. What is named in full counts a trifle more than what a wildcard admits. */
function qualityOf(type: string, accept: string): number {
  const [family] = type.split('/');
  const ranges = accept.split(',').map((range) =>
    range
      .toLowerCase()
      .split(';')
      .map((part) => part.trim()),
  );
  const specific: [string, number][] = [
    [type, 0.0003],
    [`${family}/*`, 0.0002],
    ['*/*', 0.0001],
  ];
  for (const [name, bonus] of specific) {
    const range = ranges.find(([media]) => media === name);
    if (range === undefined) continue;
    const weight = range.slice(1).find((parameter) => parameter.startsWith('q='));
    const quality = weight === undefined ? 1 : Number(weight.slice(2));
    return quality > 0 ? quality + bonus : 0;
  }
  return 0;
}
