/** What a copy takes along, and when its dates shall be. */
import { type Mistake, mistakesAt } from '../errors.ts';
import { Mistakes } from '../parts/mistakes.tsx';
import type { Change } from './change.ts';
import type { Draft } from './draft.ts';
import type { StartKind } from './starts.ts';
import { unfold } from './unfold.ts';

interface CopyFieldsProps {
  readonly kind: StartKind;
  readonly draft: Draft;
  readonly mistakes: readonly Mistake[];
  readonly change: Change;
}

/** Where the dates go: as they are, or moved so that the first or the last one is a day. */
export function ScheduleFields({ draft, mistakes, change }: Omit<CopyFieldsProps, 'kind'>) {
  return (
    <fieldset>
      <legend>Dates of its tasks</legend>
      <div className="row">
        <label className="field">
          Move them
          <select
            value={draft.move}
            onChange={(event) => change({ move: event.target.value as Draft['move'] })}
          >
            <option value="not">Leave them as they are</option>
            <option value="start">So that the copy begins on …</option>
            <option value="due">So that the copy ends on …</option>
          </select>
        </label>
        {draft.move !== 'not' && (
          <label className="field">
            {draft.move === 'start' ? 'First day' : 'Last day'}
            <input
              type="date"
              required
              value={draft.moveTo}
              onChange={(event) => change({ moveTo: event.target.value })}
            />
          </label>
        )}
      </div>
      {draft.move !== 'not' && (
        <label className="check">
          <input
            type="checkbox"
            checked={draft.skipWeekends}
            onChange={(event) => change({ skipWeekends: event.target.checked })}
          />
          Nothing falls on a weekend
        </label>
      )}
      <Mistakes of={mistakesAt(mistakes, 'scheduleDates')} />
    </fieldset>
  );
}

/** What is taken along. */
export function IncludeFields({ kind, draft, mistakes, change }: CopyFieldsProps) {
  const all = Object.entries(kind.include ?? {});
  const chosen = new Set(draft.include);
  return (
    <details className="more" onInvalidCapture={unfold}>
      <summary>
        What comes along <span className="count">{`${chosen.size} of ${all.length}`}</span>
      </summary>
      <fieldset className="checks">
        <legend className="unseen">What comes along</legend>
        {all.map(([word, label]) => (
          <label key={word} className="check">
            <input
              type="checkbox"
              checked={chosen.has(word)}
              onChange={(event) => {
                const others = draft.include.filter((each) => each !== word);
                change({ include: event.target.checked ? [...others, word] : others });
              }}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <Mistakes of={mistakesAt(mistakes, 'include')} />
    </details>
  );
}
