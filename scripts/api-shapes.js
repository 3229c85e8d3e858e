// JSON Schema as rows and words for docs/reference/api.md. Knows as much of it as the API's own description uses.

const LARGEST = Number.MAX_SAFE_INTEGER;
const FORMATS = { 'date-time': 'instant', duration: 'duration', email: 'e-mail address', uri: 'URL' };

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (value) => `\`${value}\``;

/** The rows `[name, required, shape]` of an object's fields; those within are named by their path. */
function fieldRows(schema, path = '') {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const own = [code(`${path}${name}`), required.has(name) ? 'yes' : '', cell(shapeWithMeaning(field))];
    return [own, ...innerRows(field, `${path}${name}`)];
  });
}

function innerRows(field, path) {
  const [only, ...others] = (field.anyOf ?? [field]).filter(({ type }) => type !== 'null');
  if (only === undefined || others.length > 0) return [];
  if (only.type === 'array') return innerRows(only.items, `${path}[]`);
  return only.properties === undefined ? [] : fieldRows(only, `${path}.`);
}

/** What a value looks like, in words, and what it means where the schema says so. */
function shapeWithMeaning(schema) {
  const { description } = schema;
  return description === undefined ? shapeOf(schema) : `${shapeOf(schema)}. ${description}`;
}

/** What a value looks like, in words. */
function shapeOf(schema) {
  const { $ref, type, anyOf, oneOf } = schema;
  if ($ref !== undefined) return linkTo($ref.split('/').at(-1));
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return choicesOf(choices);
  if (Array.isArray(type)) return type.map((one) => shapeOf({ ...schema, type: one })).join(' or ');
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  if (schema.const !== undefined) return code(schema.const);
  if (type === 'array') return listOf(schema);
  if (type === 'string') return textOf(schema);
  if (type === 'integer' || type === 'number') return numberOf(schema);
  if (type === 'boolean') return '`true` or `false`';
  return type ?? 'anything';
}

/** Of one shape or null the fields have rows; those of several are written out. */
function choicesOf(choices) {
  const shapes = choices.filter(({ type }) => type !== 'null');
  return choices.map((one) => (shapes.length === 1 ? shapeOf(one) : inline(one))).join(' or ');
}

function listOf({ items, minItems, maxItems }) {
  const inner = shapeOf(items);
  const least = minItems === undefined ? '' : `, at least ${minItems}`;
  const most = maxItems === undefined ? '' : `, at most ${maxItems}`;
  return `list of ${inner === 'object' ? 'objects' : inner}${least}${most}`;
}

/** An object with its fields on one line. */
function inline(schema) {
  if (schema.properties === undefined) return shapeOf(schema);
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties).map(([name, field]) => {
    return `${code(name)}${required.has(name) ? '' : ' (optional)'}: ${shapeOf(field)}`;
  });
  return `{ ${fields.join('; ')} }`;
}

function textOf({ format, pattern, minLength, maxLength, default: usual }) {
  const kind = FORMATS[format] ?? (pattern === undefined ? 'text' : `text that matches ${code(pattern)}`);
  const most = maxLength === undefined ? '' : `, at most ${maxLength} characters`;
  return `${kind}${minLength === undefined ? '' : ', not empty'}${most}${usualOf(usual)}`;
}

function numberOf({ type, minimum, exclusiveMinimum, maximum, default: usual }) {
  const from = minimum === undefined || minimum === -LARGEST ? '' : ` from ${minimum}`;
  const above = exclusiveMinimum === undefined ? '' : ` above ${exclusiveMinimum}`;
  const to = maximum === undefined || maximum === LARGEST ? '' : ` up to ${maximum}`;
  return `${type === 'integer' ? 'whole number' : 'number'}${from}${above}${to}${usualOf(usual)}`;
}

const usualOf = (usual) => (usual === undefined ? '' : `; ${code(usual)} unless given`);

const linkTo = (name) => `[${name}](#${name.toLowerCase()})`;

module.exports = { cell, code, fieldRows, inline, shapeOf };
