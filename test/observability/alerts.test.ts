/** The alerts and the dashboard: read by Prometheus' own tool, tested one by one, and each with a section to work by. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { ROOT } from '../start/built';
import { leaveFigure } from '../support/figures';
import { BUILD_TIMEOUT_MS, hasGo } from '../support/go-tool';
import { alerts, FOLDER, panelQuestions } from './promql';
import { promtool as builtPromtool } from './promtool';

const run = promisify(execFile);

interface RuleTest {
  alert_rule_test: { alertname: string; exp_alerts: unknown[] }[];
}

const tests = (
  parse(readFileSync(join(FOLDER, 'alerts.test.yaml'), 'utf8')) as { tests: RuleTest[] }
).tests.flatMap(({ alert_rule_test }) => alert_rule_test);

const names = alerts().map(({ alert }) => alert);

describe('the alerts', () => {
  it.each(names)('%s has a test in which it fires, and one in which it does not', (name) => {
    const own = tests.filter(({ alertname }) => alertname === name);
    expect(own.some(({ exp_alerts }) => exp_alerts.length > 0)).toBe(true);
    expect(own.some(({ exp_alerts }) => exp_alerts.length === 0)).toBe(true);
  });

  it('cover what may cost money: deadlines, people kept waiting, a failing provider, a silent sweep', () => {
    expect(names).toEqual(
      expect.arrayContaining([
        'HoldfastDeadlineAtRisk',
        'HoldfastAttentionOld',
        'HoldfastProviderFailing',
        'HoldfastSweepSilent',
      ]),
    );
  });

  it('have a section each in the runbook, and the runbook has none of an alert that is not there', () => {
    const page = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
    const sections = [...page.matchAll(/^### (Holdfast\w+)$/gm)].map(([, name]) => name);
    expect([...sections].sort()).toEqual([...names].sort());
    expect(new Set(sections).size).toBe(sections.length);
  });

  it.each(alerts())(
    '$alert leads to its section, which says what it means and what to do',
    ({ alert, annotations }) => {
      expect(annotations.runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`);
      const page = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
      const section = page.split(`\n### ${alert}\n`)[1]?.split(/\n##/)[0] ?? '';
      expect(section).toMatch(/\*\*It means:\*\*/);
      expect(section).toMatch(/\*\*Do:\*\*/);
      expect(section).toMatch(/```sh\n[\s\S]+?\n```|`holdfast /);
    },
  );
});

const withGo = hasGo('neither alert rules nor the dashboard were read by promtool')
  ? describe
  : describe.skip;

withGo('promtool', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'holdfast-promtool-'));
  let promtool = '';
  beforeAll(async () => {
    promtool = await builtPromtool();
  }, BUILD_TIMEOUT_MS);
  afterAll(() => rmSync(scratch, { recursive: true }));

  it('takes the rules, and finds nothing to complain about', async () => {
    const { stdout } = await run(promtool, ['check', 'rules', '--lint=all', '--lint-fatal', 'alerts.yaml'], {
      cwd: FOLDER,
    });
    expect(stdout).toContain(`SUCCESS: ${names.length} rules found`);
    leaveFigure('alert rules checked by promtool', names.length);
  });

  it('sees every alert fire when it must, and only then', async () => {
    const { stdout } = await run(promtool, ['test', 'rules', 'alerts.test.yaml'], { cwd: FOLDER });
    expect(stdout).toContain('SUCCESS');
    leaveFigure('unit tests of alerts passed', tests.length);
  }, 60_000);

  it('takes the question of each panel', async () => {
    const questions = panelQuestions();
    const rules = questions.map(({ expr }, index) => ({ record: `panel:question:${index}`, expr }));
    const file = join(scratch, 'panels.yaml');
    writeFileSync(file, stringify({ groups: [{ name: 'panels', rules }] }));
    const { stdout } = await run(promtool, ['check', 'rules', '--lint=none', file]);
    expect(stdout).toContain(`SUCCESS: ${questions.length} rules found`);
    leaveFigure('questions of the dashboard checked by promtool', questions.length);
  });

  it('refuses a panel whose question is none, so that the check can see', async () => {
    const file = join(scratch, 'wrong.yaml');
    const rules = [{ record: 'panel:wrong', expr: 'sum by (state holdfast_orders_open' }];
    writeFileSync(file, stringify({ groups: [{ name: 'wrong', rules }] }));
    await expect(run(promtool, ['check', 'rules', file])).rejects.toThrow(/unexpected|parse error/);
  });
});
