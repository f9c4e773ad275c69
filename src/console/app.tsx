/** The frame: connection, header, list of jobs, and the page the address names. */
import { useEffect, useState } from 'react';
import { Provider } from 'urql';
import { connect, type Gateway } from './client.ts';
import { WhoAmI } from './documents.ts';
import { JobList } from './job-list.tsx';
import { JobPage } from './job-page.tsx';
import { Trouble, useRead } from './read.tsx';
import { StartPage } from './start-page.tsx';
import { TokenPage } from './token-page.tsx';

const TOKEN = 'asana-token';

/** The whole page. */
export function App() {
  const [token, setToken] = useState(() => sessionStorage.getItem(TOKEN));
  const [refused, setRefused] = useState(false);
  if (refused) {
    return (
      <TokenPage
        wasRefused={token !== null}
        onToken={(value) => {
          sessionStorage.setItem(TOKEN, value);
          setToken(value);
          setRefused(false);
        }}
      />
    );
  }
  return <Connected key={token} token={token} onUnauthenticated={() => setRefused(true)} />;
}

/** Everything that needs the gateway. Its connection is opened and closed by one and the same effect. */
function Connected({ token, onUnauthenticated }: { token: string | null; onUnauthenticated(): void }) {
  const [gateway, setGateway] = useState<Gateway>();
  const [connection, setConnection] = useState<'up' | 'lost'>('up');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the listener is another function at each render
  useEffect(() => {
    const opened = connect(token, { onConnection: setConnection, onUnauthenticated });
    setGateway(opened);
    return () => opened.close();
  }, [token]);
  if (!gateway) return null;
  return (
    <Provider value={gateway.client}>
      {connection === 'lost' && (
        <p className="banner" role="status">
          Connection lost. Jobs go on; this page catches up by itself.
        </p>
      )}
      <Frame />
    </Provider>
  );
}

function Frame() {
  const { data, error, fetching, again } = useRead({ query: WhoAmI });
  const [chosen, setChosen] = useState<string>();
  const job = useJobInAddress();
  const workspaces = (data?.workspaces?.nodes ?? []).filter((workspace) => workspace !== null);
  const workspace = chosen ?? workspaces[0]?.gid;
  return (
    <>
      <header className="top">
        <a className="brand" href="#/">
          <span className="logo" aria-hidden="true" />
          New projects
        </a>
        {workspaces.length > 1 && (
          <select
            aria-label="Workspace"
            value={workspace}
            onChange={(event) => setChosen(event.target.value)}
          >
            {workspaces.map(({ gid, name }) => (
              <option key={gid} value={gid}>
                {name}
              </option>
            ))}
          </select>
        )}
        {data?.me?.name && (
          <span className="me">
            <Face name={data.me.name} />
            <span className="name">{data.me.name}</span>
          </span>
        )}
      </header>
      <div className="columns">
        <JobList open={job} />
        <main>
          {error && <Trouble error={error} again={again} />}
          {job ? (
            <JobPage key={job} gid={job} />
          ) : (
            workspace && <StartPage key={workspace} workspace={workspace} />
          )}
          {!job && !workspace && fetching && <div className="skeleton tall" />}
        </main>
      </div>
    </>
  );
}

/** Initials in a circle. */
export function Face({ name }: { name: string }) {
  const initials = name
    .split(' ')
    .map((word) => word[0])
    .slice(0, 2)
    .join('');
  const hue = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0) * 7, 0) % 360;
  return (
    <span className="face" style={{ ['--hue' as string]: hue }} title={name} aria-hidden="true">
      {initials}
    </span>
  );
}

/** The gid in `#/job/123`: what is open survives a reload. */
function useJobInAddress(): string | null {
  const [job, setJob] = useState(jobInAddress);
  useEffect(() => {
    const follow = () => setJob(jobInAddress());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return job;
}

function jobInAddress(): string | null {
  return /^#\/job\/(\d+)$/.exec(location.hash)?.[1] ?? null;
}
