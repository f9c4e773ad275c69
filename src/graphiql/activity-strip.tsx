/** The strip below the answer: what is running, each event with number and time, how it ended. */
import { pick, useGraphiQL } from '@graphiql/react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Activity, ActivityEvent, ActivityLog, Outcome } from './activity.ts';

/** Draws the run of the tab in front. Must stand inside GraphiQL's provider. */
export function ActivityStrip({ log }: { readonly log: ActivityLog }) {
  const { tabs, activeTabIndex, responseEditor } = useGraphiQL(
    pick('tabs', 'activeTabIndex', 'responseEditor'),
  );
  const tab = tabs[activeTabIndex]?.id ?? '';
  useEffect(() => {
    log.show(tab);
  }, [log, tab]);
  const activity = useSyncExternalStore(log.subscribe, log.current);
  const newest = activity?.events.at(-1)?.number;
  const [chosen, setChosen] = useState<{ activity: Date; number: number }>();
  const list = useRef<HTMLOListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new event is the reason to scroll
  useEffect(() => {
    list.current?.scrollTo({ left: list.current.scrollWidth });
  }, [newest]);

  if (activity === undefined) return null;
  const shown = chosen?.activity === activity.startedAt ? chosen.number : newest;
  const choose = (event: ActivityEvent) => {
    setChosen(event.number === newest ? undefined : { activity: activity.startedAt, number: event.number });
    responseEditor?.setValue(JSON.stringify(event.result, null, 2));
  };
  return (
    <section className="strip" data-tone={tone(activity)} aria-label="Activity">
      <p className="strip-state" role="status">
        <i className="strip-dot" aria-hidden="true" />
        <strong>{headline(activity)}</strong>
        <span>{summary(activity)}</span>
      </p>
      {activity.streaming && activity.events.length > 0 && (
        <ol ref={list} className="strip-events">
          {activity.events.map((event) => (
            <li key={event.number}>
              <button
                type="button"
                data-failed={event.outcome !== 'good'}
                aria-current={event.number === shown}
                onClick={() => choose(event)}
              >
                <b>#{event.number}</b> <time dateTime={event.at.toISOString()}>{clock(event.at)}</time>{' '}
                <span>{event.label}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function tone({ phase, events }: Activity): string {
  if (phase === 'failed' || (events.at(-1)?.outcome ?? 'good') !== 'good') return 'bad';
  if (phase === 'running') return 'busy';
  return phase === 'finished' ? 'good' : 'calm';
}

function headline({ phase, streaming, events }: Activity): string {
  if (phase === 'running') return streaming ? 'Watching' : 'Running';
  if (phase === 'stopped') return 'Stopped';
  const outcome = events.at(-1)?.outcome;
  if (phase === 'failed' || outcome === 'failed') return 'Failed';
  const bad = outcome && HEADLINES[outcome];
  if (bad && (streaming || outcome !== 'job-failed')) return bad;
  if (outcome === 'partial') return streaming ? 'Stream finished, with errors' : 'Done, with errors';
  return streaming ? 'Stream finished' : 'Done';
}

const HEADLINES: Readonly<Partial<Record<Outcome, string>>> = {
  refused: 'Refused',
  'job-failed': 'Job failed',
  'set-up-failed': 'Set-up failed',
  'set-up-cancelled': 'Set-up cancelled',
};

function summary({ streaming, total, startedAt, endedAt, note }: Activity): string {
  const parts: string[] = [];
  if (streaming) {
    parts.push(total === 1 ? '1 event' : `${total} events`);
    if (endedAt) parts.push(`${((endedAt.getTime() - startedAt.getTime()) / 1_000).toFixed(1)} s`);
  }
  if (note !== '') parts.push(note);
  return parts.join(' · ');
}

/** Local time with milliseconds: 09:41:07.250. */
function clock(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const milliseconds = String(at.getMilliseconds()).padStart(3, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${milliseconds}`;
}
