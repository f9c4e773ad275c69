/**
 * What happened since Run was pressed, tab by tab: state, number and time of each event, how it ended. The
 * strip below the answer draws it. Knows neither the network nor React.
 */

/** One thing that arrived. */
export interface ActivityEvent {
  readonly number: number;
  readonly at: Date;
  readonly label: string;
  readonly outcome: Outcome;
  readonly result: unknown;
}

/** How an answer went: well, in part, not at all, or well about something that did not go well. */
export type Outcome =
  | 'good'
  | 'partial'
  | 'failed'
  | 'refused'
  | 'job-failed'
  | 'set-up-failed'
  | 'set-up-cancelled';

/** One run of an operation. */
export interface Activity {
  readonly phase: 'running' | 'finished' | 'stopped' | 'failed';
  readonly streaming: boolean;
  readonly startedAt: Date;
  readonly endedAt?: Date;
  readonly note: string;
  /** The newest ones; `total` counts them all. */
  readonly events: readonly ActivityEvent[];
  readonly total: number;
}

/** What the run of an operation reports to. */
export interface Recorder {
  event(result: unknown): void;
  note(text: string): void;
  end(phase: Exclude<Activity['phase'], 'running'>, note?: string): void;
}

/** All runs, one per tab; the shape of a React external store. */
export interface ActivityLog {
  begin(streaming: boolean): Recorder;
  /** Says which tab is in front; its run is the current one. */
  show(tab: string): void;
  current(): Activity | undefined;
  subscribe(listener: () => void): () => void;
}

const KEPT_EVENTS = 200;

/** Makes an empty log. */
export function createActivityLog(now: () => Date = () => new Date()): ActivityLog {
  const byTab = new Map<string, Activity>();
  const listeners = new Set<() => void>();
  let shown = '';

  function put(tab: string, activity: Activity) {
    byTab.set(tab, activity);
    for (const listener of listeners) listener();
  }

  return {
    begin(streaming) {
      const tab = shown;
      let activity: Activity = {
        phase: 'running',
        streaming,
        startedAt: now(),
        note: '',
        events: [],
        total: 0,
      };
      put(tab, activity);
      const update = (change: Partial<Activity>) => {
        if (activity.phase !== 'running') return;
        const superseded = byTab.get(tab) !== activity;
        activity = { ...activity, ...change };
        if (!superseded) put(tab, activity);
      };
      return {
        event(result) {
          const total = activity.total + 1;
          const event = { number: total, at: now(), ...describeResult(result), result };
          update({ total, events: [...activity.events, event].slice(-KEPT_EVENTS) });
        },
        note: (note) => update({ note }),
        end: (phase, note = activity.note) => update({ phase, note, endedAt: now() }),
      };
    },
    show(tab) {
      shown = tab;
      for (const listener of listeners) listener();
    },
    current: () => byTab.get(shown),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A few words for an answer, the code of its first error or the status it carries, and how it went. */
export function describeResult(result: unknown): { label: string; outcome: Outcome } {
  const { data, errors } = (result ?? {}) as {
    data?: Record<string, unknown> | null;
    errors?: { extensions?: { code?: unknown } }[];
  };
  if (errors !== undefined && errors.length > 0) {
    const label = String(errors[0]?.extensions?.code ?? 'error');
    const hasData = Object.values(data ?? {}).some((field) => field !== null);
    return { label, outcome: hasData ? 'partial' : 'failed' };
  }
  const said = Object.values(data ?? {}).map(describeField);
  return said.find((each) => each !== null) ?? { label: 'data', outcome: 'good' };
}

/** What one field tells: the mistakes of a mutation, the state of a set-up, a job and the set-up that follows it. */
function describeField(field: unknown): { label: string; outcome: Outcome } | null {
  const { userErrors, status, contents, setUp, state, steps } = (field ?? {}) as Record<string, unknown>;
  if (Array.isArray(userErrors) && userErrors.length > 0) {
    return { label: String(userErrors[0]?.code ?? 'mistake'), outcome: 'refused' };
  }
  if (typeof status !== 'string') {
    return typeof state === 'string' && Array.isArray(steps) ? describeSetUp(field) : null;
  }
  if (status === 'FAILED') return { label: status, outcome: 'job-failed' };
  const following = describeSetUp(setUp);
  if (following && !following.label.startsWith('WAITING')) {
    return { ...following, label: `set-up ${following.label}` };
  }
  return { label: status + progressOf(contents), outcome: 'good' };
}

/** A set-up, with how many of its steps are done while others are to come. */
function describeSetUp(setUp: unknown): { label: string; outcome: Outcome } | null {
  const { state, steps } = (setUp ?? {}) as Record<string, unknown>;
  if (typeof state !== 'string') return null;
  const all = Array.isArray(steps) ? steps : [];
  const done = all.filter((step) => step?.state === 'DONE').length;
  const label = done < all.length ? `${state} ${done}/${all.length}` : state;
  return { label, outcome: SET_UP_OUTCOMES[state] ?? 'good' };
}

const SET_UP_OUTCOMES: Readonly<Record<string, Outcome>> = {
  FAILED: 'set-up-failed',
  CANCELLED: 'set-up-cancelled',
};

/** How many of the tasks are there, while more are to come. */
function progressOf(contents: unknown): string {
  const { state, present, expected } = (contents ?? {}) as Record<string, unknown>;
  return state === 'ARRIVING' && typeof present === 'number' && typeof expected === 'number'
    ? ` ${present}/${expected}`
    : '';
}
