/** The fields of a start, put together as its row of the table says. Serves the form of one and that of a list. */
import { type Mistake, mistakesAt } from '../errors.ts';
import { Mistakes } from '../parts/mistakes.tsx';
import { Picker } from '../parts/picker.tsx';
import type { Workspace } from '../workspace.ts';
import type { Change } from './change.ts';
import { IncludeFields, ScheduleFields } from './copy-fields.tsx';
import type { Draft } from './draft.ts';
import { ParentFields, ResourceFields, TaskTemplateFields, TemplatePlaceFields } from './other-fields.tsx';
import { SetUpFields } from './set-up-fields.tsx';
import { type StartName, startKind } from './starts.ts';
import { TemplateFields } from './template-fields.tsx';

interface StartFieldsProps {
  readonly start: StartName;
  readonly workspace: Workspace;
  readonly draft: Draft;
  readonly mistakes: readonly Mistake[];
  /** Without a name: a list has its own. */
  readonly nameless?: boolean;
  readonly change: Change;
}

const SOURCES = ['projectGid', 'projectTemplateGid', 'taskGid', 'portfolioGid', 'parentGid'];

/** What is filled in → the inputs it becomes. */
const INPUTS: Partial<Record<keyof Draft, readonly string[]>> = {
  source: SOURCES,
  name: ['name'],
  include: ['include'],
  move: ['scheduleDates'],
  moveTo: ['scheduleDates'],
  skipWeekends: ['scheduleDates'],
  dates: ['requestedDates'],
  roles: ['requestedRoles'],
  team: ['teamGid'],
  taskTemplate: ['taskTemplateGid'],
  types: ['exportRequestParameters'],
  setUp: ['setUp'],
};

/** The inputs that changes concern. */
export function inputsOf(changes: Partial<Draft>): string[] {
  return Object.keys(changes).flatMap((part) => INPUTS[part as keyof Draft] ?? []);
}

/** The inputs whose mistakes have a place in the form; those of any other go below it. */
export const FIELDS_WITH_A_PLACE: readonly string[] = Object.values(INPUTS).flat();

/** All of them. */
export function StartFields({ start, workspace, draft, mistakes, nameless, change }: StartFieldsProps) {
  const kind = startKind(start);
  const { gid, isOrganization } = workspace;
  const shared = { draft, mistakes, change };
  const type = start === 'createGraphExport' ? draft.parentType : kind.from?.type;
  const source = draft.source?.gid ?? null;
  return (
    <>
      {kind.from === null && <p>From {workspace.name}.</p>}
      {start === 'createGraphExport' && <ParentFields {...shared} />}
      {kind.from && type && (
        <div>
          <Picker
            key={type}
            label={start === 'createGraphExport' ? 'Which one' : kind.from.label}
            type={type}
            workspace={gid}
            required
            picked={draft.source}
            onPick={(picked) => change({ source: picked, taskTemplate: null, dates: {}, roles: {} })}
          />
          <Mistakes of={SOURCES.flatMap((field) => mistakesAt(mistakes, field))} />
        </div>
      )}
      {start === 'instantiateTask' && source && (
        <TaskTemplateFields key={source} project={source} {...shared} />
      )}
      {kind.name && !nameless && (
        <label className="field">
          {kind.name.label}
          <input
            autoComplete="off"
            maxLength={1_024}
            required={kind.name.required}
            placeholder={kind.name.required ? '' : 'As it is called there'}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
          <Mistakes of={mistakesAt(mistakes, 'name')} />
        </label>
      )}
      {start === 'instantiateProject' && source && (
        <TemplateFields
          key={source}
          gid={source}
          workspace={gid}
          isOrganization={isOrganization}
          {...shared}
        />
      )}
      {start === 'saveProjectAsTemplate' && (
        <TemplatePlaceFields project={source} workspace={gid} isOrganization={isOrganization} {...shared} />
      )}
      {start === 'createResourceExport' && <ResourceFields {...shared} />}
      {kind.schedule && <ScheduleFields {...shared} />}
      {kind.include && <IncludeFields kind={kind} {...shared} />}
      {kind.setUp && (
        <SetUpFields workspace={gid} project={start === 'duplicateProject' ? source : null} {...shared} />
      )}
      {kind.setUp && (
        <label className="check">
          <input
            type="checkbox"
            checked={draft.unlessExists}
            onChange={(event) => change({ unlessExists: event.target.checked })}
          />
          Not if there is a project of this name already
        </label>
      )}
    </>
  );
}
