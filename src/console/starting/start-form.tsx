/** One form for every start: its fields, what came back, and the way to the page of the job. */
import { type FormEvent, useEffect, useState } from 'react';
import { addressOf, go } from '../address.ts';
import { explain, isOutcomeUnknown, otherMistakes } from '../errors.ts';
import type { KeptForm } from '../kept-forms.ts';
import { Icon } from '../parts/icon.tsx';
import { AsanaLink, Link } from '../parts/link.tsx';
import { Mistakes } from '../parts/mistakes.tsx';
import { Notice } from '../parts/notice.tsx';
import type { Workspace } from '../workspace.ts';
import type { Change } from './change.ts';
import { type Draft, inputOf } from './draft.ts';
import { keepDraft } from './kept-drafts.ts';
import { keepExport } from './kept-exports.ts';
import { FIELDS_WITH_A_PLACE, inputsOf, StartFields } from './start-fields.tsx';
import { type StartName, startKind } from './starts.ts';
import { type Existing, useStart } from './use-start.ts';

/** A form of a start, and the idempotency key it is sent under: sent again after a reload, it is started once. */
export interface WrittenStart {
  readonly draft: Draft;
  readonly idempotencyKey: string;
}

interface StartFormProps {
  readonly start: StartName;
  readonly workspace: Workspace;
  readonly begun: WrittenStart;
  readonly kept: KeptForm<WrittenStart>;
  /** What it begins from was taken out of its field. */
  onEmptied?: (() => void) | undefined;
}

/** The form, from what is filled in already. */
export function StartForm({ start, workspace, begun, kept, onEmptied }: StartFormProps) {
  const kind = startKind(start);
  const [draft, setDraft] = useState(begun.draft);
  const { run, changed, keyNow, fetching, error, mistakes, existing } = useStart(start, begun.idempotencyKey);
  const isFull = mistakes.some(({ code }) => code === 'TOO_MANY_RUNNING_JOBS');
  const change: Change = (changes) => {
    changed(inputsOf(changes));
    setDraft((before) => ({ ...before, ...changes }));
    if (changes.source === null) onEmptied?.();
  };
  useEffect(() => {
    kept.hold({ draft, idempotencyKey: keyNow() });
  });

  async function send(filled: Draft, patient = false): Promise<void> {
    const started = await run(inputOf(start, filled, workspace), { patient });
    if (!started) return;
    kept.forget();
    if (started.organizationExport) {
      keepExport(started.organizationExport.gid, workspace.gid);
      return go(addressOf.organizationExport(started.organizationExport.gid));
    }
    if (!started.job) return;
    keepDraft(started.job.gid, filled);
    go(addressOf.job(started.job.gid));
  }

  return (
    <form
      className="card form"
      aria-busy={fetching !== 'no'}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send(draft);
      }}
    >
      <StartFields start={start} workspace={workspace} draft={draft} mistakes={mistakes} change={change} />
      {error && (
        <Notice>
          <p>{explain(error)}</p>
          {isOutcomeUnknown(error) && <Link href={addressOf.unknownStarts()}>Look what came of it</Link>}
        </Notice>
      )}
      <Mistakes of={otherMistakes(mistakes, FIELDS_WITH_A_PLACE)} />
      {existing.length > 0 && (
        <AlreadyThere
          existing={existing}
          onAnyway={() => {
            change({ unlessExists: false });
            void send({ ...draft, unlessExists: false });
          }}
        />
      )}
      <div className="actions">
        <button type="submit" className="primary" disabled={fetching !== 'no'}>
          {fetching === 'yes' ? 'Starting …' : kind.verb}
        </button>
        {(isFull || fetching === 'patiently') && (
          <button
            type="button"
            className="secondary"
            disabled={fetching !== 'no'}
            onClick={() => void send(draft, true)}
          >
            <Icon name="clock" />
            {fetching === 'patiently' ? 'Waiting for a free place …' : 'Start it when one has finished'}
          </button>
        )}
      </div>
    </form>
  );
}

function AlreadyThere({ existing, onAnyway }: { existing: readonly Existing[]; onAnyway(): void }) {
  return (
    <Notice look="warn">
      <p>There is a project of this name already, so nothing was started:</p>
      <ul className="links">
        {existing.slice(0, 10).map(({ gid, name, permalinkUrl }) => (
          <li key={gid}>
            <AsanaLink url={permalinkUrl}>{name}</AsanaLink>
          </li>
        ))}
      </ul>
      <button type="button" className="secondary" onClick={onAnyway}>
        Start it all the same
      </button>
    </Notice>
  );
}
