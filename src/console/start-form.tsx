/** The form a template asks for, and the start itself. */
import { type FormEvent, useRef, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { rememberName } from './asked-names.ts';
import { InstantiateProject, People } from './documents.ts';
import { explain, type Mistake, mistakesOf, otherMistakes } from './errors.ts';
import type { Template } from './start-page.tsx';

const FIELDS = ['name', 'requestedDates', 'requestedRoles'];

interface StartFormProps {
  readonly template: Template;
  readonly workspace: string;
  onBack(): void;
}

/** Name, dates and roles; leads to the page of the job it starts. */
export function StartForm({ template, workspace, onBack }: StartFormProps) {
  const [{ data }] = useQuery({ query: People, variables: { workspace } });
  const [start, run] = useMutation(InstantiateProject);
  const [mistakes, setMistakes] = useState<readonly Mistake[]>([]);
  // One key for what is written here now: asking again after a lost answer never starts it twice.
  const key = useRef<string>(crypto.randomUUID());
  const dates = (template.requestedDates ?? []).filter((date) => date !== null);
  const roles = (template.requestedRoles ?? []).filter((role) => role !== null);
  const people = (data?.workspace?.users?.nodes ?? []).filter((person) => person !== null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const filled = (prefix: string, { gid }: { gid: string }) => {
      const value = String(form.get(`${prefix}-${gid}`) ?? '');
      return value === '' ? [] : [{ gid, value }];
    };
    const name = String(form.get('name') ?? '').trim();
    const result = await run({
      input: {
        projectTemplateGid: template.gid,
        name,
        requestedDates: dates.flatMap((date) => filled('date', date)),
        requestedRoles: roles.flatMap((role) => filled('role', role)),
        idempotencyKey: key.current,
      },
    });
    const payload = result.data?.instantiateProject;
    setMistakes(payload?.userErrors ?? []);
    // A refused start is over: the next try is a new one. A lost answer is not: the key stays.
    if (payload) key.current = crypto.randomUUID();
    if (!payload?.job) return;
    rememberName(payload.job.gid, name);
    location.hash = `/job/${payload.job.gid}`;
  }

  return (
    <form
      className="card form"
      onSubmit={submit}
      onChange={() => {
        key.current = crypto.randomUUID();
      }}
    >
      <button type="button" className="link" onClick={onBack}>
        ← All templates
      </button>
      <h1>{template.name}</h1>
      {template.description && <p className="lead">{template.description}</p>}
      {start.error && <p className="notice bad">{explain(start.error)}</p>}
      <Mistakes of={otherMistakes(mistakes, FIELDS)} notice />
      <label>
        Name of the project
        <input name="name" autoComplete="off" required placeholder={`${template.name}, spring`} />
        <Mistakes of={mistakesOf(mistakes, 'name')} />
      </label>
      {dates.length > 0 && (
        <fieldset>
          <legend>Dates</legend>
          <div className="row">
            {dates.map(({ gid, name, description }, index) => (
              <label key={gid} title={description ?? undefined}>
                {name}
                <input name={`date-${gid}`} type="date" defaultValue={inDays(index === 0 ? 7 : 42)} />
              </label>
            ))}
          </div>
          <Mistakes of={mistakesOf(mistakes, 'requestedDates')} />
        </fieldset>
      )}
      {roles.length > 0 && (
        <fieldset>
          <legend>Who does what</legend>
          <div className="row">
            {roles.map(({ gid, name }) => (
              <label key={gid}>
                {name}
                <select name={`role-${gid}`} defaultValue="">
                  <option value="">Choose a person</option>
                  {people.map((person) => (
                    <option key={person.gid} value={person.gid}>
                      {person.name}
                    </option>
                  ))}
                </select>
              </label>
            ))}
          </div>
          <Mistakes of={mistakesOf(mistakes, 'requestedRoles')} />
        </fieldset>
      )}
      <div className="actions">
        <button type="submit" className="primary" disabled={start.fetching}>
          {start.fetching ? 'Starting …' : 'Start the project'}
        </button>
      </div>
    </form>
  );
}

function Mistakes({ of, notice = false }: { of: readonly string[]; notice?: boolean }) {
  return of.map((text) => (
    <span key={text} role="alert" className={notice ? 'notice bad' : 'mistake'}>
      {text}
    </span>
  ));
}

/** A day from today, as a date field wants it. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
