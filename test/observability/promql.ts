/** What alerts and dashboard ask of Prometheus, read from their files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../start/built';

export const FOLDER = join(ROOT, 'deploy/observability');

export interface Alert {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook: string };
}

/** Every alert of the rules. */
export function alerts(): Alert[] {
  const { groups } = parse(readFileSync(join(FOLDER, 'alerts.yaml'), 'utf8')) as {
    groups: { rules: Alert[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
}

interface Panel {
  title: string;
  type: string;
  targets?: { expr: string }[];
}

/** Every question of the dashboard's panels; Grafana's own variable stands for a time, as it does there. */
export function panelQuestions(): { title: string; expr: string }[] {
  const { panels } = JSON.parse(readFileSync(join(FOLDER, 'grafana-dashboard.json'), 'utf8')) as {
    panels: Panel[];
  };
  return panels
    .filter(({ type }) => type !== 'row')
    .flatMap(({ title, targets = [] }) => {
      if (targets.length === 0) throw new Error(`The panel "${title}" asks nothing.`);
      return targets.map(({ expr }) => ({ title, expr: expr.replaceAll('$__rate_interval', '5m') }));
    });
}

/** The names of metrics in a question: words that are no label, no function and no text. */
export function metricsIn(expr: string): string[] {
  const bare = expr.replace(/"[^"]*"/g, '').replace(/\{[^}]*\}/g, '');
  return [...new Set(bare.match(/\b(holdfast|temporal|process|nodejs)_\w+/g) ?? [])];
}
