/** The frame: header, list of jobs, and the page the address names. */
import { useEffect, useRef } from 'react';
import { addressOf, type Place, placeOf, useAddress } from './address.ts';
import { config } from './config.ts';
import { WhoAmI } from './documents/jobs.ts';
import { FaultPanel } from './fault-panel.tsx';
import { ListPage } from './lists/list-page.tsx';
import { ListsPage } from './lists/lists-page.tsx';
import { NewListPage } from './lists/new-list-page.tsx';
import { Face } from './parts/face.tsx';
import { Icon } from './parts/icon.tsx';
import { Link } from './parts/link.tsx';
import { Logo } from './parts/logo.tsx';
import { Trouble, useRead } from './parts/read.tsx';
import { Skeleton } from './parts/skeleton.tsx';
import { HomePage } from './starting/home-page.tsx';
import { StartPage } from './starting/start-page.tsx';
import { startOfAddress } from './starting/starts.ts';
import { JobList } from './watching/job-list.tsx';
import { JobPage } from './watching/job-page.tsx';
import { LostStartsPage } from './watching/lost-starts.tsx';
import { OrganizationExportPage } from './watching/organization-export.tsx';
import { useNoticeSwitch } from './watching/use-notices.ts';
import { useWorkspace, type Workspace } from './workspace.ts';

interface FrameProps {
  readonly token: string | null;
  onToken(token: string): void;
  onLeave(): void;
}

/** All that is seen once there is a connection. */
export function Frame({ token, onToken, onLeave }: FrameProps) {
  const { data, error, fetching, again } = useRead({ query: WhoAmI });
  const { workspaces, workspace, choose } = useWorkspace(data);
  const address = useAddress();
  const place = placeOf(...splitAddress(address));
  const main = useRef<HTMLElement>(null);
  const before = useRef(address);
  useEffect(() => {
    // Who listens or uses the keyboard goes on in the new page, not in the link that led there.
    if (before.current !== address) main.current?.focus({ preventScroll: true });
    before.current = address;
  }, [address]);
  const isList = ['lists', 'new-list', 'list'].includes(place.at);
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="top">
        <Link className="brand" href={addressOf.home()}>
          <Logo />
          Jobs
        </Link>
        <nav aria-label="Pages">
          <Link href={addressOf.home()} aria-current={place.at === 'home' ? 'page' : undefined}>
            Start
          </Link>
          <Link href={addressOf.lists()} aria-current={isList ? 'page' : undefined}>
            Lists
          </Link>
          <a className="to-jobs" href="#recent-jobs">
            Yours
          </a>
        </nav>
        <span className="push" />
        {workspaces.length > 1 && (
          <select
            aria-label="Workspace"
            value={workspace?.gid}
            onChange={(event) => choose(event.target.value)}
          >
            {workspaces.map(({ gid, name }) => (
              <option key={gid} value={gid}>
                {name}
              </option>
            ))}
          </select>
        )}
        <NoticeButton />
        {data?.me?.name && (
          <span className="person">
            <Face name={data.me.name} />
            <span className="name">{data.me.name}</span>
          </span>
        )}
        {config.defaultToken === '' && (
          <button type="button" className="quiet" onClick={onLeave}>
            {config.serviceMode ? 'Other key' : 'Sign out'}
          </button>
        )}
      </header>
      <div className={place.at === 'home' ? 'columns home' : 'columns'}>
        <main id="main" ref={main} tabIndex={-1}>
          {error && <Trouble error={error} again={again} />}
          {workspace || !needsWorkspace(place) ? (
            <Open place={place} workspace={workspace as Workspace} />
          ) : (
            fetching && <Skeleton look="tall" />
          )}
          {data && !workspace && !error && needsWorkspace(place) && (
            <p className="notice">You are in no workspace of Asana yet. Ask somebody to invite you.</p>
          )}
        </main>
        <aside>
          <JobList
            open={place.at === 'job' ? place.gid : null}
            list={place.at === 'list' ? place.id : null}
          />
          {config.faults.tokens.length > 0 && <FaultPanel token={token ?? ''} onToken={onToken} />}
        </aside>
      </div>
    </>
  );
}

function splitAddress(address: string): [pathname: string, search: string] {
  const at = address.indexOf('?');
  return at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at)];
}

function needsWorkspace({ at }: Place): boolean {
  return at === 'new' || at === 'new-list';
}

/** The page of a place. */
function Open({ place, workspace }: { readonly place: Place; readonly workspace: Workspace }) {
  switch (place.at) {
    case 'home':
      return <HomePage />;
    case 'job':
      return <JobPage key={place.gid} gid={place.gid} />;
    case 'unknown-starts':
      return <LostStartsPage />;
    case 'organization-export':
      return <OrganizationExportPage key={place.gid} gid={place.gid} />;
    case 'lists':
      return <ListsPage />;
    case 'new-list':
      return <NewListPage key={workspace.gid} workspace={workspace} />;
    case 'list':
      return <ListPage key={place.id} id={place.id} />;
    case 'new': {
      const start = startOfAddress(place.start);
      const again = place.search.get('again');
      const from = place.search.get('from');
      if (!start) break;
      return (
        <StartPage
          key={`${workspace.gid} ${start} ${again} ${from}`}
          start={start}
          workspace={workspace}
          again={again}
          from={from}
        />
      );
    }
  }
  return (
    <section className="card block">
      <h1>There is nothing at this address</h1>
      <div className="actions">
        <Link className="primary button" href={addressOf.home()}>
          See what can be started
        </Link>
      </div>
    </section>
  );
}

function NoticeButton() {
  const [notices, toggle] = useNoticeSwitch();
  if (notices === 'impossible') return null;
  const says = {
    on: 'You are told when a job is done',
    off: 'Tell me when it is done',
    refused: 'Your browser blocks notifications from here',
  }[notices];
  return (
    <button
      type="button"
      className="quiet notices"
      aria-pressed={notices === 'on'}
      disabled={notices === 'refused'}
      title={says}
      onClick={() => void toggle()}
    >
      <Icon name={notices === 'on' ? 'bell' : 'bellOff'} />
      <span className="name">{notices === 'refused' ? 'Notifications blocked' : 'Tell me when done'}</span>
    </button>
  );
}
