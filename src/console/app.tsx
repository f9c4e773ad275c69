/** The page from the outside: the token, and the connection that is made with it. */
import { useEffect, useState } from 'react';
import { Provider } from 'urql';
import { connect, type Gateway } from './client.ts';
import { config } from './config.ts';
import { Frame } from './frame.tsx';
import { forgetForms } from './kept-forms.ts';
import { tellBack, tellOtherTabs } from './news.ts';
import { forgetToken, keepToken, readToken } from './token.ts';
import { TokenPage } from './token-page.tsx';

/** The whole page. */
export function App() {
  const [token, setToken] = useState(readToken);
  const [refused, setRefused] = useState(false);
  if (refused) {
    return (
      <TokenPage
        wasRefused={token !== null}
        onToken={(value, remember) => {
          keepToken(value, remember);
          setToken(value);
          setRefused(false);
        }}
      />
    );
  }
  return (
    <Connected
      key={token}
      token={token}
      onUnauthenticated={() => setRefused(true)}
      onToken={(value) => {
        keepToken(value, false);
        setToken(value);
      }}
      onLeave={() => {
        forgetToken();
        forgetForms();
        setToken(null);
        setRefused(true);
      }}
    />
  );
}

interface ConnectedProps {
  readonly token: string | null;
  onUnauthenticated(): void;
  onToken(token: string): void;
  onLeave(): void;
}

/** Everything that needs the gateway. Its connection is opened and closed by one and the same effect. */
function Connected({ token, onUnauthenticated, onToken, onLeave }: ConnectedProps) {
  const [gateway, setGateway] = useState<Gateway>();
  const [connection, setConnection] = useState<'up' | 'lost'>('up');
  const online = useOnline();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the listener is another function at each render
  useEffect(() => {
    const onConnection = (state: 'up' | 'lost') => {
      setConnection(state);
      if (state === 'up') tellBack();
    };
    const opened = connect(config.endpoint, token, {
      onConnection,
      onUnauthenticated,
      onChange: tellOtherTabs,
    });
    setGateway(opened);
    return () => opened.close();
  }, [token]);
  if (!gateway) return null;
  return (
    <Provider value={gateway.client}>
      {/* Always there: what begins to be with its words in it is not read out. */}
      <div role="status">
        {(connection === 'lost' || !online) && (
          <p className="banner">
            {online ? 'Connection lost.' : 'You are offline.'} Jobs go on; this page catches up by itself.
          </p>
        )}
      </div>
      <Frame token={token} onToken={onToken} onLeave={onLeave} />
    </Provider>
  );
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return online;
}
