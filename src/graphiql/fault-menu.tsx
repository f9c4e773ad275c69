/**
 * In the demo, the faults that its Asana makes on demand, as a menu beside the token: a choice is an ending of the
 * token. Keeps nothing: what is chosen is read from the token.
 */
import type { PageConfig } from './config.ts';

/** What the menu shows and does. */
export interface FaultMenuProps {
  readonly faults: PageConfig['faults'];
  readonly token: string;
  readonly onToken: (token: string) => void;
}

/** Draws the menu; nothing where no faults are on offer. */
export function FaultMenu({ faults: { tokens, names }, token, onToken }: FaultMenuProps) {
  if (tokens.length === 0) return null;
  const endings = tokens.map(({ write }) => write);
  const { base, ending } = splitEnding(token, endings);
  return (
    <select
      className="bar-faults"
      aria-label="Fault"
      title="Makes the demo's Asana misbehave, by an ending of the token"
      value={ending}
      disabled={token === ''}
      onChange={(event) => onToken(base + event.target.value)}
    >
      <option value="">No faults</option>
      <optgroup label="From now on">
        {tokens.map(({ write, effect }) => (
          <option key={write} value={write}>
            {write}: {effect}
          </option>
        ))}
      </optgroup>
      <optgroup label="For one job, written into the name you ask for">
        {names.map(({ write, effect }) => (
          <option key={write} disabled>
            {write} {effect}
          </option>
        ))}
      </optgroup>
    </select>
  );
}

/** The token without its ending, if it has one of these. */
export function splitEnding(token: string, endings: readonly string[]): { base: string; ending: string } {
  const ending = endings.find((each) => token.endsWith(each) && token !== each) ?? '';
  return { base: token.slice(0, token.length - ending.length), ending };
}
