/**
 * The metrics table as Markdown, for the operating guide. Pure.
 */
import { exposedName } from './exposed-name.ts';
import { METRICS, type Metric } from './metrics.ts';

/** Every metric of the gateway, one row each. */
export function metricsMarkdown(): string {
  const rows = Object.entries(METRICS as Readonly<Record<string, Metric>>).map(([name, metric]) => {
    const labels = (metric.labels ?? []).map((label) => `\`${label}\``).join(', ');
    return `| \`${exposedName(name, metric)}\` | ${metric.type} | ${labels || '–'} | ${metric.help} |`;
  });
  return ['| metric | type | labels | meaning |', '|---|---|---|---|', ...rows].join('\n');
}
