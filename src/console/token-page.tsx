/** Asks for a token, or a gateway key, where the gateway needs one. */
import { useEffect, useRef, useState } from 'react';
import { config } from './config.ts';
import { Icon } from './parts/icon.tsx';
import { Logo } from './parts/logo.tsx';
import { Notice } from './parts/notice.tsx';
import { useTitle } from './title.ts';
import { cleanToken, tokenProblem } from './token.ts';

interface TokenPageProps {
  readonly wasRefused: boolean;
  onToken(token: string, remember: boolean): void;
}

/** Shown when it is missing or refused. */
export function TokenPage({ wasRefused, onToken }: TokenPageProps) {
  const [typed, setTyped] = useState('');
  const [remember, setRemember] = useState(false);
  const [problem, setProblem] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  // There is nothing else to do here, and whoever was refused goes on where they typed.
  useEffect(() => {
    field.current?.focus();
  }, []);
  const word = config.serviceMode ? 'key' : 'token';
  const title = config.serviceMode ? 'Your key, please' : 'Your Asana, please';
  useTitle(title);
  return (
    <main className="alone">
      <form
        className="card form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const token = cleanToken(typed);
          const wrong = tokenProblem(token);
          setProblem(wrong);
          if (wrong === undefined) onToken(token, remember);
          else field.current?.focus();
        }}
      >
        <Logo />
        <h1>{title}</h1>
        {wasRefused && (
          <Notice>
            <p>This {word} is not accepted, or no longer. Bring another one.</p>
          </Notice>
        )}
        <p>
          {config.serviceMode
            ? 'Whoever runs this gateway gives you a key to it. Everybody with a key acts as one Asana account.'
            : 'Bring a personal access token of yours: what you start here, you start in Asana. You make one in Asana’s developer console, under “Personal access tokens”.'}
        </p>
        <label className="field" htmlFor="token">
          {config.serviceMode ? 'Key' : 'Token'}
          <input
            id="token"
            ref={field}
            aria-describedby="token-problem"
            type="password"
            autoComplete="off"
            aria-invalid={problem !== undefined}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <span id="token-problem" className="mistake" role="alert">
          {problem}
        </span>
        <label className="check">
          <input type="checkbox" checked={remember} onChange={(event) => setRemember(event.target.checked)} />
          Remember it on this computer
        </label>
        <p className="hint">Otherwise it stays in this tab, and is gone when you close it.</p>
        <div className="actions">
          <button type="submit" className="primary">
            Go on
          </button>
          {!config.serviceMode && config.defaultToken === '' && (
            <a
              className="quiet button"
              href="https://app.asana.com/0/my-apps"
              target="_blank"
              rel="noreferrer"
            >
              Asana’s developer console
              <Icon name="out" />
            </a>
          )}
        </div>
      </form>
    </main>
  );
}
