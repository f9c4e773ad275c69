/** Step one: which template. Step two, in place: its form. */
import { useState } from 'react';
import { Templates } from './documents.ts';
import type { TemplatesQuery } from './generated/graphql.ts';
import { Trouble, useRead } from './read.tsx';
import { StartForm } from './start-form.tsx';

type Connection = NonNullable<NonNullable<TemplatesQuery['workspace']>['projectTemplates']>;
/** A template as the page knows it. */
export type Template = NonNullable<Connection['nodes'][number]>;

/** Everything up to the start. */
export function StartPage({ workspace }: { workspace: string }) {
  const { data, error, fetching, again } = useRead({ query: Templates, variables: { workspace } });
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string>();
  const templates = (data?.workspace?.projectTemplates?.nodes ?? []).filter((template) => template !== null);
  const template = templates.find(({ gid }) => gid === chosen);
  if (template) {
    return (
      <StartForm
        key={template.gid}
        template={template}
        workspace={workspace}
        onBack={() => setChosen(undefined)}
      />
    );
  }
  const found = templates.filter(({ name }) => name?.toLowerCase().includes(search.toLowerCase()));
  return (
    <section>
      <h1>What are we starting?</h1>
      <p className="lead">
        Pick a template. Asana builds the project in the background; you can start several.
      </p>
      <input
        type="search"
        className="search"
        placeholder="Find a template"
        aria-label="Find a template"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {error && <Trouble error={error} again={again} />}
      <ul className="templates">
        {found.map((each) => (
          <li key={each.gid}>
            <button type="button" className="template card" onClick={() => setChosen(each.gid)}>
              <span className={`swatch ${each.color?.toLowerCase() ?? 'none'}`} aria-hidden="true">
                {each.name?.[0]}
              </span>
              <strong>{each.name}</strong>
              {each.description && <span className="about">{each.description}</span>}
              <span className="small">{[each.team?.name, asks(each)].filter(Boolean).join(' · ')}</span>
            </button>
          </li>
        ))}
        {fetching && !data && [1, 2, 3].map((key) => <li key={key} className="skeleton" />)}
      </ul>
      {!fetching && !error && found.length === 0 && (
        <p className="notice">
          {search ? `No template is called “${search}”.` : 'This workspace has no templates.'}
        </p>
      )}
    </section>
  );
}

function asks({ requestedDates, requestedRoles }: Template): string {
  const counts = [
    [requestedDates?.length ?? 0, 'date'],
    [requestedRoles?.length ?? 0, 'role'],
  ] as const;
  const parts = counts.flatMap(([count, what]) =>
    count > 0 ? [`${count} ${what}${count > 1 ? 's' : ''}`] : [],
  );
  return parts.length > 0 ? `asks for ${parts.join(' and ')}` : 'ready to go';
}
