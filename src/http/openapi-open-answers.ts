/**
 * Answers grow: a client must bear a field that it does not know. So nothing that is answered says
 * `additionalProperties: false`; what is sent keeps it, for a field that nobody knows is refused there.
 */
import type { OpenAPIV3_1 } from 'openapi-types';

const REFERENCE = '#/components/schemas/';

/**
 * The document with every answer open, and with it each named schema that an answer leads to. Named schemas of what is sent
 * have names of their own, so that none of them is opened.
 */
export function withOpenAnswers(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  const { paths = {}, components = {} } = document;
  const answered = namesAnswered(document);
  return {
    ...document,
    paths: mapped(paths, (item) =>
      mapped(item, (operation) =>
        isOperation(operation) ? { ...operation, responses: opened(operation.responses) } : operation,
      ),
    ) as OpenAPIV3_1.PathsObject,
    components: {
      ...components,
      schemas: Object.fromEntries(
        Object.entries(components.schemas ?? {}).map(([name, schema]) => [
          name,
          answered.has(name) ? opened(schema) : schema,
        ]),
      ),
    },
  };
}

/** The names of the schemas that answers lead to, over any number of steps. */
function namesAnswered({ paths, components }: OpenAPIV3_1.Document): ReadonlySet<string> {
  const names = new Set<string>();
  const follow = (part: unknown): void => {
    for (const name of referencesIn(part)) {
      if (names.has(name)) continue;
      names.add(name);
      follow(components?.schemas?.[name]);
    }
  };
  for (const item of Object.values(paths ?? {})) {
    for (const operation of Object.values(item ?? {})) {
      if (isOperation(operation)) follow(operation.responses);
    }
  }
  return names;
}

function referencesIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    name === '$ref' && typeof value === 'string' ? [value.slice(REFERENCE.length)] : referencesIn(value),
  );
}

function opened<Part>(part: Part): Part {
  if (Array.isArray(part)) return part.map(opened) as Part;
  if (typeof part !== 'object' || part === null) return part;
  const kept = Object.entries(part).filter(
    ([name, value]) => !(name === 'additionalProperties' && value === false),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, opened(value)])) as Part;
}

function mapped(values: object | undefined, change: (value: object) => object): object {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? change(value) : value,
    ]),
  );
}

function isOperation(part: unknown): part is OpenAPIV3_1.OperationObject {
  return typeof part === 'object' && part !== null && 'responses' in part;
}
