/**
 * Prometheus' text format, by `prom-client`: our own numbers and the process' (memory, CPU, event-loop lag).
 * Loaded when `/metrics` is first asked, so that a start does not pay for it.
 */
import { collectDefaultMetrics, Registry } from 'prom-client';
import { exposedName } from './exposed-name.ts';
import type { Recorder, Series } from './recorder.ts';

interface Sample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

const registries = new WeakMap<Recorder, Registry>();

/** The metrics page of one recorder. */
export async function renderMetrics(recorder: Recorder): Promise<{ contentType: string; body: string }> {
  let registry = registries.get(recorder);
  if (!registry) {
    registry = createRegistry(recorder);
    registries.set(recorder, registry);
  }
  return { contentType: registry.contentType, body: await registry.metrics() };
}

function createRegistry(recorder: Recorder): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const [key, { metric, series }] of recorder.metrics) {
    const name = exposedName(key, metric);
    // A registry asks a metric for its name and its `get()`; ours answers from the recorder's numbers.
    const source = {
      name,
      get: async () => ({
        name,
        help: metric.help,
        type: metric.type,
        aggregator: 'sum',
        values: series.flatMap((one) => samples(name, metric.buckets ?? [], metric.type, one)),
      }),
      reset: () => {},
    };
    registry.registerMetric(source as unknown as Parameters<Registry['registerMetric']>[0]);
  }
  return registry;
}

function samples(name: string, bounds: readonly number[], type: string, series: Series): Sample[] {
  const { labels } = series;
  if (type === 'gauge') return [{ metricName: name, labels, value: series.read?.() ?? 0 }];
  if (type === 'counter') return [{ metricName: name, labels, value: series.sum }];
  let cumulated = 0;
  return [
    ...bounds.map((bound, index) => {
      cumulated += series.buckets[index] ?? 0;
      return { metricName: `${name}_bucket`, labels: { ...labels, le: bound }, value: cumulated };
    }),
    { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: series.count },
    { metricName: `${name}_sum`, labels, value: series.sum },
    { metricName: `${name}_count`, labels, value: series.count },
  ];
}
