// Breaks sources by exact replacements. A text that is not found exactly once is an error: code that has moved on must
// not make a guard that guards nothing.

/** The source with one edit made. @throws when `from` does not stand in it exactly once, or nothing would change */
function edited(source, { file, from, to }) {
  const times = source.split(from).length - 1;
  if (times !== 1) throw new Error(`${file} has this ${times} times instead of once: ${from}`);
  if (from === to) throw new Error(`${file} would not be changed by ${from}`);
  return source.replace(from, () => to);
}

/** Every file that a mutation touches, by its path, as it reads then. `read` gives a file's present text. */
function mutated({ edits }, read) {
  const files = new Map();
  for (const edit of edits) files.set(edit.file, edited(files.get(edit.file) ?? read(edit.file), edit));
  return files;
}

module.exports = { edited, mutated };
