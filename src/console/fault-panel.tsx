/**
 * In the demo, the faults that its Asana makes on demand: an ending of the token for all calls from now on, a tag in
 * a name for one job. Keeps nothing: what is chosen is read from the token.
 */
import { config } from './config.ts';
import { Icon } from './parts/icon.tsx';

/** The list, and the menu of endings. */
export function FaultPanel({ token, onToken }: { readonly token: string; onToken(token: string): void }) {
  const { tokens, names } = config.faults;
  const ending = tokens.find(({ write }) => token.endsWith(write) && token !== write)?.write ?? '';
  const base = token.slice(0, token.length - ending.length);
  return (
    <details className="card faults">
      <summary>
        <Icon name="bug" />
        See it fail {ending && <span className="count">{ending}</span>}
      </summary>
      <div className="stack">
        <p className="small">This is a demo: its Asana is a stand-in, and misbehaves when asked to.</p>
        <label className="field">
          From now on
          <select
            value={ending}
            disabled={base === ''}
            onChange={(event) => onToken(base + event.target.value)}
          >
            <option value="">All is well</option>
            {tokens.map(({ write, effect }) => (
              <option key={write} value={write}>
                {write}: {effect}
              </option>
            ))}
          </select>
        </label>
        <p className="small">For one job, written into the name you ask for:</p>
        <dl>
          {names.map(({ write, effect }) => (
            <div key={write}>
              <dt>
                <code>{write}</code>
              </dt>
              <dd>{effect}</dd>
            </div>
          ))}
        </dl>
      </div>
    </details>
  );
}
