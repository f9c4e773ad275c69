/**
 * Holds the numbers: plain sums and bucket counts per series, cheap enough for every request.
 * Knows no exposition format; `exposition.ts` reads what is here.
 */
import type { Metric } from './metrics.ts';

/** Label values of one observation. */
export type MetricLabels = Readonly<Record<string, string | number>>;

/** One series of a metric: the numbers for one combination of labels. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** A counter's or histogram's sum. */
  sum: number;
  /** Observations of a histogram; for a counter, calls. */
  count: number;
  /** Observations per bucket, not cumulated. */
  readonly buckets: number[];
  /** Where a gauge's value comes from. */
  read?: () => number;
}

/** All numbers of one process. */
export interface Recorder {
  count(name: string, labels?: MetricLabels, value?: number): void;
  observe(name: string, value: number, labels?: MetricLabels): void;
  /** Begins a series at 0, so that its first increase is seen as one. */
  begin(name: string, labels: MetricLabels): void;
  gauge(name: string, read: () => number, labels?: MetricLabels): void;
  read(name: string, labels?: MetricLabels): number;
  readonly metrics: ReadonlyMap<string, { readonly metric: Metric; readonly series: readonly Series[] }>;
}

/** More series than this in one metric are counted together as `other`: memory stays bounded. */
const SERIES_LIMIT = 1_000;
const LABEL_LENGTH_LIMIT = 120;

/** A recorder over a table of metrics; `redact` is applied to every label value when it is first seen. */
export function createRecorder(
  table: Readonly<Record<string, Metric>>,
  redact: (text: string) => string,
): Recorder {
  const metrics = new Map<string, Entry>(
    Object.entries(table).map(([name, metric]) => [
      name,
      { metric, labels: metric.labels ?? [], bounds: metric.buckets ?? [], series: [], root: newNode() },
    ]),
  );

  function entryOf(name: string): Entry {
    const entry = metrics.get(name);
    if (!entry) throw new TypeError(`No metric named ${name}; add it to METRICS in telemetry/metrics.ts`);
    return entry;
  }

  function find(entry: Entry, labels: MetricLabels = {}): Series {
    let node: Node | undefined = entry.root;
    for (const label of entry.labels) {
      node = node.below.get(String(labels[label] ?? ''));
      if (!node) break;
    }
    if (node?.series) return node.series;
    const isFull = entry.series.length >= SERIES_LIMIT;
    return add(
      entry,
      entry.labels.map((label) => (isFull ? 'other' : String(labels[label] ?? ''))),
    );
  }

  function add({ labels, bounds, series, root }: Entry, values: readonly string[]): Series {
    const node = values.reduce(childOf, root);
    if (node.series) return node.series;
    const texts = values.map((value) => redact(value).slice(0, LABEL_LENGTH_LIMIT));
    node.series = {
      labels: Object.fromEntries(labels.map((label, index) => [label, texts[index] ?? ''])),
      sum: 0,
      count: 0,
      buckets: bounds.map(() => 0),
    };
    series.push(node.series);
    return node.series;
  }

  for (const entry of metrics.values()) {
    if (entry.metric.type !== 'gauge' && entry.labels.length === 0) find(entry);
  }

  return {
    metrics,
    begin: (name, labels) => void find(entryOf(name), labels),
    count(name, labels, value = 1) {
      const series = find(entryOf(name), labels);
      series.sum += value;
      series.count += 1;
    },
    observe(name, value, labels) {
      const entry = entryOf(name);
      const series = find(entry, labels);
      series.sum += value;
      series.count += 1;
      const index = entry.bounds.findIndex((bound) => value <= bound);
      if (index >= 0) series.buckets[index] = (series.buckets[index] ?? 0) + 1;
    },
    gauge(name, read, labels) {
      find(entryOf(name), labels).read = read;
    },
    read(name, labels) {
      const entry = metrics.get(name);
      if (!entry) return 0;
      let total = 0;
      for (const series of entry.series) {
        if (!matches(series, labels)) continue;
        total += series.read ? series.read() : entry.metric.type === 'counter' ? series.sum : series.count;
      }
      return total;
    },
  };
}

interface Entry {
  readonly metric: Metric;
  readonly labels: readonly string[];
  readonly bounds: readonly number[];
  readonly series: Series[];
  readonly root: Node;
}

/** Series are found label by label: a key put together from the labels would have to be hashed each time. */
interface Node {
  series: Series | null;
  readonly below: Map<string, Node>;
}

function newNode(): Node {
  return { series: null, below: new Map() };
}

function childOf({ below }: Node, value: string): Node {
  const child = below.get(value) ?? newNode();
  below.set(value, child);
  return child;
}

function matches(series: Series, labels: MetricLabels | undefined): boolean {
  return Object.entries(labels ?? {}).every(([label, value]) => series.labels[label] === String(value));
}
