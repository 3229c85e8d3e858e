/** One answer of `/metrics`, taken apart. */
import axios from 'axios';

/** One line. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** The answer as text and as samples. */
export interface Scrape {
  text: string;
  samples: Sample[];
  /** The value of the one sample with these labels among its own; null when there is none. */
  value(name: string, labels?: Record<string, string>): number | null;
}

/** Asks once. */
export async function scrape(url: string): Promise<Scrape> {
  const { data } = await axios.get<string>(`${url}/metrics`, { responseType: 'text', timeout: 30_000 });
  const samples = data.split('\n').flatMap(sampleOf);
  return {
    text: data,
    samples,
    value(name, labels = {}) {
      const found = samples.find(
        (sample) =>
          sample.name === name &&
          Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
      );
      return found?.value ?? null;
    },
  };
}

function sampleOf(line: string): Sample[] {
  const [, name, , labels = '', value] = /^([a-zA-Z_:][\w:]*)(\{(.*)\})? (\S+)/.exec(line) ?? [];
  if (name === undefined || line.startsWith('#')) return [];
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, text]) => [label, text]);
  return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
}
