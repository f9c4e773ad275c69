/** What shall be changed of the project once it is there: itself, its people, its portfolios, its tasks by section. */
import { useId, useState } from 'react';
import { ProjectParts } from '../documents/pickers.ts';
import { type Mistake, mistakesAt } from '../errors.ts';
import { newId } from '../new-id.ts';
import { Icon } from '../parts/icon.tsx';
import { Mistakes } from '../parts/mistakes.tsx';
import { Picker } from '../parts/picker.tsx';
import { PickerOfMany } from '../parts/picker-of-many.tsx';
import { useRead } from '../parts/read.tsx';
import type { Change } from './change.ts';
import { CustomFields } from './custom-fields.tsx';
import { type Draft, filledFields, type SetUpDraft, type TaskRule } from './draft.ts';
import { unfold } from './unfold.ts';

interface SetUpFieldsProps {
  readonly workspace: string;
  readonly draft: Draft;
  /** Of a copy: whose sections are offered. */
  readonly project: string | null;
  readonly mistakes: readonly Mistake[];
  readonly change: Change;
}

/** At most so many rules, as the gateway takes. */
const MOST_RULES = 100;

/** The part of the form that may stay closed. */
export function SetUpFields({ workspace, draft, project, mistakes, change }: SetUpFieldsProps) {
  const { setUp } = draft;
  const put = (changes: Partial<SetUpDraft>) => change({ setUp: { ...setUp, ...changes } });
  const putRule = (id: string, changes: Partial<TaskRule>) =>
    put({ tasks: setUp.tasks.map((rule) => (rule.id === id ? { ...rule, ...changes } : rule)) });
  const wrong = mistakesAt(mistakes, 'setUp');
  const count = filledParts(setUp, project);
  const [wasOpen, setWasOpen] = useState(false);
  return (
    <details
      className="more"
      open={wrong.length > 0 || undefined}
      onInvalidCapture={unfold}
      onToggle={() => setWasOpen(true)}
    >
      <summary>Change it once it is there {count > 0 && <span className="count">{count}</span>}</summary>
      <div className="stack">
        <Mistakes of={wrong} />
        <div className="row">
          <Picker
            label="Owner"
            type="USER"
            workspace={workspace}
            placeholder="Choose a person"
            picked={setUp.owner}
            onPick={(owner) => put({ owner })}
          />
          <label className="field">
            First day
            <input
              type="date"
              value={setUp.startOn}
              onChange={(event) => put({ startOn: event.target.value })}
            />
          </label>
          <label className="field">
            Last day
            <input
              type="date"
              required={setUp.startOn !== ''}
              value={setUp.dueOn}
              onChange={(event) => put({ dueOn: event.target.value })}
            />
          </label>
        </div>
        <label className="field">
          Description
          <textarea rows={2} value={setUp.notes} onChange={(event) => put({ notes: event.target.value })} />
        </label>
        <div className="row">
          <PickerOfMany
            label="Add members"
            type="USER"
            workspace={workspace}
            placeholder="Add a person"
            picked={setUp.members}
            onPick={(members) => put({ members })}
          />
          <PickerOfMany
            label="Put into portfolios"
            type="PORTFOLIO"
            workspace={workspace}
            placeholder="Add a portfolio"
            picked={setUp.portfolios}
            onPick={(portfolios) => put({ portfolios })}
          />
        </div>
        {wasOpen && (
          <CustomFields
            workspace={workspace}
            project={project}
            portfolios={setUp.portfolios}
            filled={setUp.fields}
            onFill={(fields) => put({ fields })}
          />
        )}
        <fieldset>
          <legend>Its tasks</legend>
          {setUp.tasks.map((rule, index) => (
            <Rule
              key={rule.id}
              rule={rule}
              number={index + 1}
              workspace={workspace}
              project={project}
              onChange={(changes) => putRule(rule.id, changes)}
              onRemove={() => put({ tasks: setUp.tasks.filter(({ id }) => id !== rule.id) })}
            />
          ))}
          <button
            type="button"
            className="secondary"
            disabled={setUp.tasks.length >= MOST_RULES}
            onClick={() =>
              put({
                tasks: [...setUp.tasks, { id: newId(), section: '', name: '', assignee: null, dueOn: '' }],
              })
            }
          >
            <Icon name="plus" />
            {setUp.tasks.length === 0 ? 'Give tasks to somebody, or another date' : 'Another rule'}
          </button>
        </fieldset>
      </div>
    </details>
  );
}

function Rule(props: {
  readonly rule: TaskRule;
  readonly number: number;
  readonly workspace: string;
  readonly project: string | null;
  onChange(changes: Partial<TaskRule>): void;
  onRemove(): void;
}) {
  const { rule, number, workspace, project, onChange, onRemove } = props;
  const list = useId();
  return (
    <fieldset className="rule">
      <legend>Rule {number}</legend>
      <div className="row">
        <label className="field">
          All tasks in section
          <input
            list={list}
            required={rule.name === ''}
            value={rule.section}
            placeholder="Exactly as it is written"
            onChange={(event) => onChange({ section: event.target.value })}
          />
          {project && <Sections id={list} project={project} />}
        </label>
        <label className="field">
          Called
          <input
            value={rule.name}
            placeholder="Any name"
            onChange={(event) => onChange({ name: event.target.value })}
          />
        </label>
        <Picker
          label="Go to"
          type="USER"
          workspace={workspace}
          placeholder="Nobody else"
          picked={rule.assignee}
          onPick={(assignee) => onChange({ assignee })}
        />
        <label className="field">
          And are due on
          <input
            type="date"
            required={rule.assignee === null}
            value={rule.dueOn}
            onChange={(event) => onChange({ dueOn: event.target.value })}
          />
        </label>
      </div>
      <button type="button" className="quiet" onClick={onRemove}>
        <Icon name="cross" />
        Remove rule {number}
      </button>
    </fieldset>
  );
}

/** The sections of the project that is copied, offered while typing. */
function Sections({ id, project }: { readonly id: string; readonly project: string }) {
  const { data } = useRead({ query: ProjectParts, variables: { gid: project } });
  return (
    <datalist id={id}>
      {data?.project?.sections?.nodes.map(
        (section) => section && <option key={section.gid} value={section.name ?? ''} />,
      )}
    </datalist>
  );
}

function filledParts(setUp: SetUpDraft, project: string | null): number {
  const texts = [setUp.owner, setUp.startOn, setUp.dueOn, setUp.notes].filter(Boolean).length;
  return (
    texts +
    setUp.members.length +
    setUp.portfolios.length +
    setUp.tasks.length +
    filledFields(setUp, project).length
  );
}
