/** The project templates of a workspace as cards, and a field to find others by name. */
import { Templates } from '../documents/pickers.ts';
import { type Picked, Picker } from '../parts/picker.tsx';
import { Trouble, useRead } from '../parts/read.tsx';
import { SkeletonLines } from '../parts/skeleton.tsx';

/** Shown as long as no template is chosen. */
export function TemplateChoice(props: { readonly workspace: string; onPick(picked: Picked | null): void }) {
  const { workspace, onPick } = props;
  const { data, error, fetching, again } = useRead({ query: Templates, variables: { workspace } });
  const found = data?.workspace?.projectTemplates;
  const templates = (found?.nodes ?? []).filter((template) => template !== null);
  return (
    <>
      <Picker
        label="Find a template"
        type="PROJECT_TEMPLATE"
        workspace={workspace}
        picked={null}
        onPick={onPick}
      />
      {error && <Trouble error={error} again={again} />}
      <ul className="cards templates">
        {templates.map((template) => (
          <li key={template.gid}>
            <button
              type="button"
              className="card start-card"
              onClick={() => onPick({ gid: template.gid, name: template.name ?? '' })}
            >
              <span
                className={`swatch ${template.color?.toLowerCase().replaceAll('_', '-') ?? ''}`}
                aria-hidden="true"
              >
                {[...(template.name ?? '')][0]}
              </span>
              <strong>{template.name}</strong>
              {template.description && <span className="about">{template.description}</span>}
              <span className="small">{template.team?.name}</span>
            </button>
          </li>
        ))}
        {fetching && !data && <SkeletonLines />}
      </ul>
      {data && templates.length === 0 && !error && (
        <p className="notice">
          There is no template here yet. Save a project as a template first, or copy a project.
        </p>
      )}
      {found?.pageInfo.hasNextPage && <p className="small">There are more: find them by name.</p>}
    </>
  );
}
