/** A new list: what to start, what all of it shares, and the lines that tell one from another. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { addressOf, go } from '../address.ts';
import { StartList } from '../documents/lists.ts';
import { TemplateAsks } from '../documents/pickers.ts';
import { explain, type Mistake, mistakesAt } from '../errors.ts';
import type { StartItemInput } from '../generated/graphql.ts';
import { type KeptForm, useKeptForm } from '../kept-forms.ts';
import { newId } from '../new-id.ts';
import { Icon } from '../parts/icon.tsx';
import { Link } from '../parts/link.tsx';
import { Notice } from '../parts/notice.tsx';
import { useRead } from '../parts/read.tsx';
import type { Change } from '../starting/change.ts';
import { completeDraft, type Draft, emptyDraft, inputOf } from '../starting/draft.ts';
import { StartFields } from '../starting/start-fields.tsx';
import { START_NAMES, type StartName, startKind } from '../starting/starts.ts';
import { useTitle } from '../title.ts';
import type { Workspace } from '../workspace.ts';
import { readTable } from './csv.ts';
import { lineMistakes } from './line-mistakes.ts';
import { LinesField } from './lines-field.tsx';
import { type Asked, type Rows, readRows } from './rows.ts';

const MANY = START_NAMES.filter((start) => startKind(start).many);
const NOTHING_ASKED: Asked = { dates: [], roles: [] };

/** A list as it is written, and the idempotency key it is sent under: sent again after a reload, it is begun once. */
interface WrittenList {
  readonly start: StartName;
  readonly draft: Draft;
  readonly text: string;
  readonly stops: boolean;
  readonly idempotencyKey: string;
}

function emptyList(start: StartName): WrittenList {
  return { start, draft: emptyDraft(start), text: '', stops: false, idempotencyKey: newId() };
}

/** The page; a choice of another kind begins the form anew, but for its lines. */
export function NewListPage({ workspace }: { readonly workspace: Workspace }) {
  useTitle('Many at once');
  const kept = useKeptForm(`list ${workspace.gid}`, () => emptyList('instantiateProject'));
  const [begun, setBegun] = useState(kept.begun);
  const { start } = begun;
  return (
    <section>
      <Link className="quiet back" href={addressOf.lists()}>
        <Icon name="back" />
        Lists
      </Link>
      <h1>Many at once</h1>
      <p className="lead">Say once what all of them share, then give each its line.</p>
      <fieldset>
        <legend>What to start</legend>
        <div className="choices">
          {MANY.map((each) => (
            <label key={each} className="choice">
              <input
                type="radio"
                name="start"
                checked={each === start}
                onChange={() => setBegun({ ...emptyList(each), text: kept.now().text })}
              />
              {startKind(each).title}
            </label>
          ))}
        </div>
      </fieldset>
      <NewList key={start} begun={begun} kept={kept} workspace={workspace} />
    </section>
  );
}

interface NewListProps {
  readonly begun: WrittenList;
  readonly kept: KeptForm<WrittenList>;
  readonly workspace: Workspace;
}

function NewList({ begun, kept, workspace }: NewListProps) {
  const { start } = begun;
  const client = useClient();
  const [draft, setDraft] = useState(() => completeDraft(begun.draft));
  const [text, setText] = useState(begun.text);
  const [stops, setStops] = useState(begun.stops);
  const [fetching, setFetching] = useState(false);
  const [mistakes, setMistakes] = useState<readonly Mistake[]>([]);
  const [trouble, setTrouble] = useState<string>();
  // One key for what is written here now: asking again after a lost answer never begins it twice.
  const key = useRef(begun.idempotencyKey);
  const asked = useAsked(start, draft);
  const rows = readRows(start, readTable(text), draft, asked);
  const isReady = rows.drafts.length > 0 && rows.wrong.length === 0;

  useEffect(() => {
    kept.hold({ start, draft, text, stops, idempotencyKey: key.current });
  });

  function changed(): void {
    key.current = newId();
    setMistakes([]);
    setTrouble(undefined);
  }
  const change: Change = (changes) => {
    changed();
    setDraft((before) => ({ ...before, ...changes }));
  };

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isReady || fetching) return;
    setFetching(true);
    // Which of the starts a computed key names is not for the compiler to know; the gateway refuses what does not fit.
    const items = rows.drafts.map((each) => ({ [start]: inputOf(start, each, workspace) }) as StartItemInput);
    const { data, error } = await client
      .mutation(StartList, {
        input: { items, onFailure: stops ? 'STOP' : 'CONTINUE', idempotencyKey: key.current },
      })
      .toPromise();
    setFetching(false);
    const payload = data?.startMany;
    if (payload) key.current = newId();
    setMistakes(payload?.userErrors ?? []);
    setTrouble(payload || !error ? undefined : explain(error));
    if (!payload?.bulk) return;
    kept.forget();
    go(addressOf.list(payload.bulk.id));
  }

  const { own, shared } = lineMistakes(mistakes, rows.lines);
  return (
    <form className="card form" aria-busy={fetching} onSubmit={(event) => void send(event)}>
      <StartFields
        start={start}
        workspace={workspace}
        draft={draft}
        mistakes={shared}
        nameless
        change={change}
      />
      <LinesField
        start={start}
        asked={asked}
        text={text}
        rows={rows}
        onText={(written) => {
          changed();
          setText(written);
        }}
      />
      <Wrong lines={[...rows.wrong, ...own]} />
      {mistakesAt(mistakes).length > 0 && own.length === 0 && shared.length === 0 && (
        <Notice>
          <p>{mistakesAt(mistakes)[0]}</p>
        </Notice>
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={stops}
          onChange={(event) => {
            changed();
            setStops(event.target.checked);
          }}
        />
        Stop at the first that fails
      </label>
      {trouble && (
        <Notice>
          <p>{trouble}</p>
        </Notice>
      )}
      <div className="actions">
        <button type="submit" className="primary" disabled={!isReady || fetching}>
          {fetching ? 'Checking all of them …' : buttonWords(rows)}
        </button>
        {!isReady && rows.wrong.length === 0 && (
          <span className="small">Write or paste the lines first.</span>
        )}
      </div>
    </form>
  );
}

function buttonWords({ drafts }: Rows): string {
  if (drafts.length === 0) return 'Start them';
  return drafts.length === 1 ? 'Start this one' : `Start all ${drafts.length}`;
}

/** What the chosen template asks for. */
function useAsked(start: StartName, { source }: Draft): Asked {
  const isTemplate = start === 'instantiateProject' && source !== null;
  const { data } = useRead({
    query: TemplateAsks,
    variables: { gid: source?.gid ?? '' },
    pause: !isTemplate,
  });
  const template = isTemplate && data?.projectTemplate?.gid === source.gid ? data.projectTemplate : null;
  if (!template) return NOTHING_ASKED;
  const namesOf = (each: readonly ({ gid: string; name?: string | null } | null)[] | null | undefined) =>
    (each ?? []).flatMap((one) => (one?.name ? [{ gid: one.gid, name: one.name }] : []));
  return { dates: namesOf(template.requestedDates), roles: namesOf(template.requestedRoles) };
}

/** As many as one reads. */
const SHOWN = 10;

function Wrong({ lines }: { readonly lines: readonly { line: number; message: string }[] }) {
  if (lines.length === 0) return null;
  return (
    <Notice>
      <p>Nothing is started yet:</p>
      <ul>
        {lines.slice(0, SHOWN).map(({ line, message }) => (
          <li key={`${line} ${message}`}>
            <strong>Line {line}:</strong> {message}
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && <p>and {lines.length - SHOWN} more.</p>}
    </Notice>
  );
}
