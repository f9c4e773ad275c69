/** The bar above GraphiQL: the token, whether to remember it, and the way back to the examples. */
import { useState } from 'react';
import type { PageConfig } from './config.ts';
import { FaultMenu } from './fault-menu.tsx';
import { cleanToken, type TokenStore } from './token.ts';

/** What the bar shows and does. */
export interface TopBarProps {
  readonly tokens: TokenStore;
  readonly config: PageConfig;
  readonly onRestore: () => void;
}

/** Draws the bar. */
export function TopBar({ tokens, config, onRestore }: TopBarProps) {
  // What stands in the field is as it was typed: "Bearer " is on its way to something.
  const [typed, setTyped] = useState(tokens.read);
  const [remember, setRemember] = useState(tokens.remembered);
  const [visible, setVisible] = useState(false);
  const token = cleanToken(typed);
  const change = (text: string) => {
    setTyped(text);
    tokens.write(text);
  };
  const { serviceMode, defaultToken } = config;
  const label = serviceMode ? 'Gateway key' : 'Asana token';
  const isDemo = defaultToken !== '' && token === defaultToken;
  return (
    <header className="bar">
      <div className="bar-brand">
        <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
          <circle cx="16" cy="9.5" r="5" fill="#ff6f61" />
          <circle cx="8.5" cy="21.5" r="5" fill="#ffb199" />
          <circle cx="23.5" cy="21.5" r="5" fill="#ff8f7d" />
        </svg>
        <h1>
          Asana jobs gateway <small>GraphiQL</small>
        </h1>
      </div>
      <form
        className="bar-token"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
        }}
      >
        <label htmlFor="token">{label}</label>
        <div className="bar-field" data-empty={token === ''}>
          <input
            id="token"
            type={visible ? 'text' : 'password'}
            value={typed}
            placeholder={serviceMode ? 'The key you were given' : 'Personal access token or OAuth token'}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="none"
            data-1p-ignore=""
            data-lpignore="true"
            onChange={(event) => change(event.target.value)}
            onBlur={() => setTyped(token)}
          />
          <span className="bar-hint" role="status">
            {isDemo ? 'demo' : token === '' ? 'none yet' : ''}
          </span>
          <button type="button" aria-pressed={visible} onClick={() => setVisible(!visible)}>
            {visible ? 'Hide' : 'Show'}
          </button>
        </div>
        <FaultMenu faults={config.faults} token={token} onToken={change} />
        <label className="bar-remember" title="Otherwise it is forgotten when this browser tab is closed">
          <input
            type="checkbox"
            checked={remember}
            onChange={(event) => {
              setRemember(event.target.checked);
              tokens.remember(event.target.checked);
            }}
          />
          Remember
        </label>
      </form>
      <button
        type="button"
        className="bar-button"
        title="Puts the seven example tabs back; your own tabs stay"
        onClick={onRestore}
      >
        Restore examples
      </button>
    </header>
  );
}
