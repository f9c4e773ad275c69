/** The page of one start: a template is chosen first, and a start like an earlier one begins filled in. */
import { useState } from 'react';
import { addressOf } from '../address.ts';
import { OneJob } from '../documents/jobs.ts';
import { TemplateAsks } from '../documents/pickers.ts';
import type { JobCardFragment } from '../generated/graphql.ts';
import { useKeptForm } from '../kept-forms.ts';
import { newId } from '../new-id.ts';
import { Icon } from '../parts/icon.tsx';
import { Link } from '../parts/link.tsx';
import type { Picked } from '../parts/picker.tsx';
import { Trouble, useRead } from '../parts/read.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useTitle } from '../title.ts';
import type { Workspace } from '../workspace.ts';
import { completeDraft, type Draft, emptyDraft, withSource } from './draft.ts';
import { keptDraft } from './kept-drafts.ts';
import { EarlierExports, NoOrganization } from './organization-fields.tsx';
import { StartForm, type WrittenStart } from './start-form.tsx';
import { type StartName, startKind } from './starts.ts';
import { TemplateChoice } from './template-choice.tsx';

interface StartPageProps {
  readonly start: StartName;
  readonly workspace: Workspace;
  /** The job to start another like. */
  readonly again: string | null;
  /** The template to start from. */
  readonly from: string | null;
}

/** Its words, and its form. */
export function StartPage({ start, workspace, again, from }: StartPageProps) {
  const { title, about } = startKind(start);
  useTitle(title);
  return (
    <section>
      <Link className="quiet back" href={addressOf.home()}>
        <Icon name="back" />
        Everything that can be started
      </Link>
      <h1>{title}</h1>
      <p className="lead">{about}</p>
      <Beginning start={start} workspace={workspace} again={again} from={from} />
    </section>
  );
}

function Beginning({ start, workspace, again, from }: StartPageProps) {
  if (again) return <Again start={start} workspace={workspace} again={again} />;
  if (from && start === 'instantiateProject') return <From workspace={workspace} from={from} />;
  if (start !== 'createOrganizationExport') {
    return <Begun start={start} workspace={workspace} begun={emptyDraft(start)} />;
  }
  if (!workspace.isOrganization) return <NoOrganization workspace={workspace} />;
  return (
    <>
      <Begun start={start} workspace={workspace} begun={emptyDraft(start)} />
      <EarlierExports workspace={workspace} />
    </>
  );
}

/** From a template that the address names; another can be chosen where it is gone. */
function From({ workspace, from }: { readonly workspace: Workspace; readonly from: string }) {
  const { data, error, fetching, again } = useRead({ query: TemplateAsks, variables: { gid: from } });
  if (!data && error) return <Trouble error={error} again={again} />;
  if (!data && fetching) return <Skeleton look="tall" />;
  const template = data?.projectTemplate;
  const source = template ? { gid: template.gid, name: template.name ?? template.gid } : null;
  const begun = { ...emptyDraft('instantiateProject'), source };
  return <Begun start="instantiateProject" workspace={workspace} begun={begun} />;
}

/** As this tab remembers it, else by what the gateway knows of the job. */
function Again({ start, workspace, again }: Omit<StartPageProps, 'from'> & { readonly again: string }) {
  const [kept] = useState(() => keptDraft(again));
  const { data, fetching } = useRead({ query: OneJob, variables: { gid: again } });
  if (kept) return <Begun start={start} workspace={workspace} begun={kept} />;
  if (fetching && !data) return <Skeleton look="tall" />;
  return <Begun start={start} workspace={workspace} begun={draftOf(start, data?.job ?? null)} />;
}

function draftOf(start: StartName, job: JobCardFragment | null): Draft {
  const empty = emptyDraft(start);
  const name = job?.requestedName ?? '';
  const { source } = job ?? {};
  // Of a task template nobody knows the project one would pick it from.
  if (start === 'instantiateTask') {
    return { ...empty, name, taskTemplate: source && { gid: source.gid, name: source.name ?? '' } } as Draft;
  }
  return { ...empty, name, source: source ? { gid: source.gid, name: source.name ?? source.gid } : null };
}

function Begun(props: { readonly start: StartName; readonly workspace: Workspace; readonly begun: Draft }) {
  const { start, workspace, begun } = props;
  const kept = useKeptForm<WrittenStart>(`${start} ${workspace.gid}`, () => ({
    draft: begun,
    idempotencyKey: newId(),
  }));
  const [template, setTemplate] = useState<Picked | null>(kept.begun.draft.source);
  const choose = (picked: Picked | null) => {
    const { draft } = kept.now();
    kept.hold({ draft: withSource(draft, picked), idempotencyKey: newId() });
    setTemplate(picked);
  };
  if (start === 'instantiateProject' && !template) {
    return <TemplateChoice workspace={workspace.gid} onPick={choose} />;
  }
  const { draft, idempotencyKey } = kept.now();
  return (
    <StartForm
      key={template?.gid}
      start={start}
      workspace={workspace}
      begun={{ draft: completeDraft(draft), idempotencyKey }}
      kept={kept}
      onEmptied={start === 'instantiateProject' ? () => choose(null) : undefined}
    />
  );
}
