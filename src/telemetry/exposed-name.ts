/**
 * What a metric of the table is called outside.
 */
import type { Metric } from './metrics.ts';

/** `starts` → `gateway_starts_total`. */
export function exposedName(name: string, metric: Metric): string {
  return `gateway_${name}${metric.type === 'counter' ? '_total' : ''}`;
}
