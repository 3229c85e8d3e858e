// The checkout page's style sheet, served by its own route so that the page needs no inline style.

/** CSS of the checkout page: one column, phone first, light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ground: #eef2f5; --ink: #16222c; --quiet: #52616d;
  --line: #d5dde3; --accent: #0b5d57; --accent-ink: #fff; --good: #e3f4ea; --bad: #fdeae7; --plain: #eaf0f6; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #18222b; --ground: #0e151b; --ink: #eaf0f4; --quiet: #a3b1bc; --line: #33414d;
    --accent: #6fd3c6; --accent-ink: #06201d; --good: #173a2a; --bad: #472019; --plain: #22313f; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.5;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
.ribbon { margin: 0; padding: .5rem 1rem; text-align: center; font-size: .875rem; background: #ffe9a8; color: #4a3800; }
main { max-width: 34rem; margin: 2rem auto 1rem; padding: 2rem; background: var(--paper);
  border: 1px solid var(--line); border-radius: .75rem; overflow-wrap: anywhere; }
header { margin-bottom: 1.25rem; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 0; font-size: 1.125rem; }
.merchant { margin: 0 0 .25rem; font-weight: 600; color: var(--accent); }
.quiet { color: var(--quiet); }
header .quiet { margin: .25rem 0 0; }
.small { margin: 1.25rem 0 0; font-size: .8125rem; text-align: center; }
.notice { margin: 0 0 1.25rem; padding: 1rem; border-radius: .5rem; background: var(--plain); }
.notice.good { background: var(--good); }
.notice.bad { background: var(--bad); }
.notice p { margin: .25rem 0 0; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: left; font-size: .875rem; padding-bottom: .25rem; }
th, td { padding: .625rem 0; text-align: left; font-weight: 400; vertical-align: top;
  border-bottom: 1px solid var(--line); }
thead th { font-size: .8125rem; color: var(--quiet); padding: .25rem 0; }
.number { text-align: right; padding-left: 1rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.included th, .included td { color: var(--quiet); font-size: .875rem; border-bottom: 0; padding-bottom: 0; }
.total th, .total td { border-bottom: 0; font-size: 1.25rem; font-weight: 700; }
.terms { margin: .75rem 0 1rem; color: var(--quiet); font-size: .9375rem; }
button { display: block; width: 100%; margin-top: .625rem; padding: .8125rem 1rem; font: inherit; font-weight: 600;
  color: var(--ink); background: transparent; border: 1px solid var(--quiet); border-radius: .5rem; cursor: pointer; }
button.primary { color: var(--accent-ink); background: var(--accent); border-color: var(--accent); }
button:hover { filter: brightness(1.08); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
footer { padding: 0 1rem 2rem; text-align: center; font-size: .8125rem; color: var(--quiet); }
@media (max-width: 30rem) {
  .number { padding-left: .75rem; }
  main { margin: 0; padding: 1.25rem 1rem; border-width: 0 0 1px; border-radius: 0; }
  footer { padding-top: 1rem; }
}
`;
