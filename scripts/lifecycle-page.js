// Draws the lifecycle in docs/lifecycle.md from the table in workflows/transitions.ts, so that the page cannot say
// anything else than the code. `npm run docs` writes it; a test compares.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const PAGE = join(__dirname, '..', 'docs', 'lifecycle.md');
const BEGIN = '<!-- generated from workflows/transitions.ts: begin -->';
const END = '<!-- generated from workflows/transitions.ts: end -->';

/** The diagram and the table, as Markdown between the two marks. */
function renderLifecycle({ LIFECYCLE_EVENTS, TRANSITIONS, ENDED }) {
  return [
    BEGIN,
    '',
    ...diagram(TRANSITIONS, ENDED),
    '',
    ...table(LIFECYCLE_EVENTS, TRANSITIONS),
    '',
    END,
  ].join('\n');
}

/** The part of the page that is generated, marks included. Throws when the page has lost them. */
function generatedPart(page) {
  const [start, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (start === -1 || end < start) throw new Error(`docs/lifecycle.md has no "${BEGIN}" with its end.`);
  return page.slice(start, end + END.length);
}

/** One arrow per pair of states, with all events that lead along it; what leads nowhere else is left to the table. */
function diagram(transitions, ended) {
  const arrows = Object.entries(transitions).flatMap(([from, row]) => {
    const targets = new Map();
    for (const [event, transition] of Object.entries(row)) {
      if (!('to' in transition) || transition.to === from) continue;
      targets.set(transition.to, [...(targets.get(transition.to) ?? []), event]);
    }
    return [...targets].map(([to, events]) => `  ${from} --> ${to}: ${events.join(', ')}`);
  });
  const ends = [...ended].map((state) => `  ${state} --> [*]`);
  return ['```mermaid', 'stateDiagram-v2', '  [*] --> submitting', ...arrows, ...ends, '```'];
}

function table(events, transitions) {
  const states = Object.keys(transitions);
  const cell = (transition) => ('to' in transition ? `**${transition.to}**` : `\`${transition.refusal}\``);
  return [
    `| event \\ state | ${states.join(' | ')} |`,
    `|---|${states.map(() => '---|').join('')}`,
    ...events.map(
      (event) => `| ${event} | ${states.map((state) => cell(transitions[state][event])).join(' | ')} |`,
    ),
  ];
}

function write() {
  const built = join(__dirname, '..', 'dist', 'workflows', 'transitions.js');
  if (!existsSync(built)) {
    process.stderr.write('There is no build to read the table from. Run `npm run build` first.\n');
    process.exitCode = 1;
    return;
  }
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    page.replace(generatedPart(page), () => renderLifecycle(require(built))),
  );
}

if (require.main === module) write();

module.exports = { generatedPart, renderLifecycle };
