/** What a template asks for: its dates, its roles, and the team that gets the project. */
import { TemplateAsks } from '../documents/pickers.ts';
import { type Mistake, mistakesAt } from '../errors.ts';
import { Mistakes } from '../parts/mistakes.tsx';
import { Notice } from '../parts/notice.tsx';
import { Picker } from '../parts/picker.tsx';
import { Trouble, useRead } from '../parts/read.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import type { Change } from './change.ts';
import type { Draft } from './draft.ts';

interface TemplateFieldsProps {
  readonly gid: string;
  readonly workspace: string;
  readonly isOrganization: boolean;
  readonly draft: Draft;
  readonly mistakes: readonly Mistake[];
  readonly change: Change;
}

/** The fields, once the template is read. */
export function TemplateFields({
  gid,
  workspace,
  isOrganization,
  draft,
  mistakes,
  change,
}: TemplateFieldsProps) {
  const { data, error, again } = useRead({ query: TemplateAsks, variables: { gid } });
  const template = data?.projectTemplate;
  if (!template) {
    if (error) return <Trouble error={error} again={again} />;
    return data ? (
      <Notice>
        <p>This template is gone.</p>
      </Notice>
    ) : (
      <Skeleton look="line" />
    );
  }
  const dates = (template.requestedDates ?? []).filter((date) => date !== null);
  const roles = (template.requestedRoles ?? []).filter((role) => role !== null);
  return (
    <>
      {template.description && <p className="lead">{template.description}</p>}
      {dates.length > 0 && (
        <fieldset>
          <legend>Dates</legend>
          <div className="row">
            {dates.map(({ gid: date, name, description }) => (
              <label key={date} className="field" title={description ?? undefined}>
                {name}
                <input
                  type="date"
                  value={draft.dates[date] ?? ''}
                  onChange={(event) => change({ dates: { ...draft.dates, [date]: event.target.value } })}
                />
              </label>
            ))}
          </div>
          <p className="hint">A date you leave open is chosen by Asana.</p>
          <Mistakes of={mistakesAt(mistakes, 'requestedDates')} />
        </fieldset>
      )}
      {roles.length > 0 && (
        <fieldset>
          <legend>Who does what</legend>
          <div className="row">
            {roles.map(({ gid: role, name }) => (
              <Picker
                key={role}
                label={name ?? 'Role'}
                type="USER"
                workspace={workspace}
                placeholder="Choose a person"
                picked={draft.roles[role] ?? null}
                invalid={mistakesAt(mistakes, 'requestedRoles').length > 0 && !draft.roles[role]}
                onPick={(person) => change({ roles: { ...draft.roles, [role]: person } })}
              />
            ))}
          </div>
          <Mistakes of={mistakesAt(mistakes, 'requestedRoles')} />
        </fieldset>
      )}
      {isOrganization && (
        <Picker
          label="Team"
          type="TEAM"
          workspace={workspace}
          placeholder={template.team?.name ?? 'Choose a team'}
          picked={draft.team}
          onPick={(team) => change({ team })}
        />
      )}
      <Mistakes of={mistakesAt(mistakes, 'teamGid')} />
    </>
  );
}
