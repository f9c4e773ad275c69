/**
 * What Prometheus would have seen: pages of metrics as the program wrote them, at first and from one minute on, as a
 * test for `promtool`. JSON, which is YAML as well.
 */

/** One thing that may have happened. */
export interface Incident {
  readonly name: string;
  /** The page at first. */
  readonly before: string;
  /** The page from minute 10 on; null: nobody answers any more. */
  readonly after: string | null;
  /** Alerts that fire, by the minute at which one looks. */
  readonly firing: Readonly<Record<number, readonly string[]>>;
}

const OURS = /^(gateway_\w+|nodejs_eventloop_lag_p99_seconds)(?:\{(.*)\})? (\S+)$/;
const INSTANCE = 'instance="a",job="gateway"';

/** Values of a page by their series. */
export function seriesOf(page: string): Map<string, string> {
  const series = new Map<string, string>();
  for (const line of page.split('\n')) {
    const [, name, labels, value] = OURS.exec(line) ?? [];
    if (name && value) series.set(`${name}{${labels ? `${labels},` : ''}${INSTANCE}}`, value);
  }
  return series;
}

/** The test. */
export function promtoolTest(rulesFile: string, incidents: readonly Incident[]): string {
  return JSON.stringify({
    rule_files: [rulesFile],
    evaluation_interval: '1m',
    tests: incidents.map(({ name, before, after, firing }) => ({
      name,
      interval: '1m',
      input_series: inputOf(seriesOf(before), after === null ? null : seriesOf(after)),
      promql_expr_test: Object.entries(firing).map(([minute, alerts]) => ({
        expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
        eval_time: `${minute}m`,
        exp_samples: alerts.map((alert) => ({ labels: `{alertname="${alert}"}`, value: 1 })),
      })),
    })),
  });
}

/** Ten minutes as at first, then fifty as after. */
function inputOf(before: Map<string, string>, after: Map<string, string> | null): object[] {
  const all = new Set([...before.keys(), ...(after?.keys() ?? [])]);
  return [...all].map((series) => {
    const values = [held(before.get(series), 9), after === null ? 'stale' : held(after.get(series), 49)];
    return { series, values: values.join(' ') };
  });
}

function held(value: string | undefined, times: number): string {
  return value === undefined ? `_x${times + 1}` : `${value}+0x${times}`;
}
