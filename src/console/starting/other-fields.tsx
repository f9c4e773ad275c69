/** The fields that one start alone has: a project's task templates, a template's place, what is exported. */
import { ProjectParts } from '../documents/pickers.ts';
import { type Mistake, mistakesAt } from '../errors.ts';
import { Mistakes } from '../parts/mistakes.tsx';
import { Picker } from '../parts/picker.tsx';
import { Trouble, useRead } from '../parts/read.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import type { Change } from './change.ts';
import type { Draft } from './draft.ts';

interface FieldsProps {
  readonly draft: Draft;
  readonly mistakes: readonly Mistake[];
  readonly change: Change;
}

/** The task templates of the project that was chosen. */
export function TaskTemplateFields({ project, draft, mistakes, change }: FieldsProps & { project: string }) {
  const { data, error, again } = useRead({ query: ProjectParts, variables: { gid: project } });
  if (!data) return error ? <Trouble error={error} again={again} /> : <Skeleton look="line" />;
  const templates = (data.project?.taskTemplates?.nodes ?? []).filter((template) => template !== null);
  if (templates.length === 0) return <p className="notice">This project has no task templates.</p>;
  return (
    <fieldset>
      <legend>Template</legend>
      <div className="choices">
        {templates.map(({ gid, name }) => (
          <label key={gid} className="choice">
            <input
              type="radio"
              name="task-template"
              required
              checked={draft.taskTemplate?.gid === gid}
              onChange={() => change({ taskTemplate: { gid, name: name ?? gid } })}
            />
            {name}
          </label>
        ))}
      </div>
      <Mistakes of={mistakesAt(mistakes, 'taskTemplateGid')} />
    </fieldset>
  );
}

/** Who gets a template. */
export function TemplatePlaceFields(
  props: FieldsProps & { project: string | null; workspace: string; isOrganization: boolean },
) {
  const { project, workspace, isOrganization, draft, mistakes, change } = props;
  return (
    <>
      {isOrganization && project && (
        <TeamField key={project} project={project} workspace={workspace} draft={draft} change={change} />
      )}
      <Mistakes of={mistakesAt(mistakes, 'teamGid')} />
      <label className="check">
        <input
          type="checkbox"
          checked={draft.isPublic}
          onChange={(event) => change({ isPublic: event.target.checked })}
        />
        Everybody in the team may use it
      </label>
    </>
  );
}

function TeamField(props: { project: string; workspace: string; draft: Draft; change: Change }) {
  const { project, workspace, draft, change } = props;
  const { data } = useRead({ query: ProjectParts, variables: { gid: project } });
  const own = data?.project?.team;
  return (
    <Picker
      label="Team"
      type="TEAM"
      workspace={workspace}
      required
      placeholder="Choose a team"
      hint={own?.name ? `The project is in ${own.name}.` : undefined}
      picked={draft.team}
      onPick={(team) => change({ team })}
    />
  );
}

const PARENTS = { PROJECT: 'Project', PORTFOLIO: 'Portfolio', TEAM: 'Team' } as const;

/** What is exported with all below it. */
export function ParentFields({ draft, change }: FieldsProps) {
  return (
    <fieldset>
      <legend>What to export</legend>
      <div className="choices">
        {Object.entries(PARENTS).map(([type, word]) => (
          <label key={type} className="choice">
            <input
              type="radio"
              name="parent-type"
              checked={draft.parentType === type}
              onChange={() => change({ parentType: type as Draft['parentType'], source: null })}
            />
            {word}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const TYPES = { TASK: 'Tasks', TEAM: 'Teams', MESSAGE: 'Messages' } as const;

/** Which objects of a workspace are exported. */
export function ResourceFields({ draft, mistakes, change }: FieldsProps) {
  return (
    <>
      <fieldset className="checks">
        <legend>What to export</legend>
        {Object.entries(TYPES).map(([type, word]) => (
          <label key={type} className="check">
            <input
              type="checkbox"
              checked={draft.types.includes(type)}
              onChange={(event) => {
                const others = draft.types.filter((each) => each !== type);
                change({ types: event.target.checked ? [...others, type] : others });
              }}
            />
            {word}
          </label>
        ))}
      </fieldset>
      <Mistakes of={mistakesAt(mistakes, 'exportRequestParameters')} />
      <label className="field narrow">
        Only what was changed since
        <input
          type="date"
          value={draft.modifiedAfter}
          onChange={(event) => change({ modifiedAfter: event.target.value })}
        />
        {draft.types.includes('TEAM') && draft.modifiedAfter && (
          <span className="hint">Teams come all the same, changed or not.</span>
        )}
      </label>
    </>
  );
}
