/**
 * Picks one object of Asana by the beginning of its name, a pasted link or a gid: a combobox as ARIA describes it.
 * Knows how to choose, not what for; what it offers comes from `useFinds`.
 */
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { Icon } from './icon.tsx';
import { type Found, type Pickable, useFinds } from './use-finds.ts';

/** What was picked: enough to send and to show. */
export interface Picked {
  readonly gid: string;
  readonly name: string;
}

interface PickerProps {
  readonly label: string;
  readonly type: Pickable;
  readonly workspace: string;
  readonly picked: Picked | null;
  readonly placeholder?: string;
  readonly hint?: string | undefined;
  readonly required?: boolean;
  readonly hideLabel?: boolean;
  readonly invalid?: boolean;
  onPick(picked: Picked | null): void;
}

/** A field with a list of what is found below it. */
export function Picker(props: PickerProps) {
  const { label, type, workspace, picked, placeholder, hint, required, onPick } = props;
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { found, fetching, failed } = useFinds({ type, workspace, query: typed, pause: !open });

  function choose(one: Found): void {
    setOpen(false);
    setTyped('');
    onPick({ gid: one.gid, name: one.name });
  }

  function press(event: KeyboardEvent): void {
    if (event.key === 'Escape' && open) {
      event.preventDefault();
      setOpen(false);
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (!open) setOpen(true);
      else setActive((active + step + found.length) % Math.max(found.length, 1));
    }
    const one = found[active];
    if (event.key === 'Enter' && open) {
      event.preventDefault();
      if (one) choose(one);
    }
    if (event.key === 'Backspace' && picked && typed === '') onPick(null);
  }

  const offered = open && found.length > 0;
  return (
    <div className="field picker">
      <label htmlFor={id} className={props.hideLabel ? 'unseen' : undefined}>
        {label}
      </label>
      <div className="picker-field">
        <Icon name="search" />
        <input
          ref={input}
          id={id}
          type="text"
          role="combobox"
          aria-expanded={offered}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={offered && found[active] ? `${id}-${found[active].gid}` : undefined}
          aria-describedby={hint ? `${id}-hint` : undefined}
          aria-invalid={props.invalid || undefined}
          autoComplete="off"
          spellCheck={false}
          required={required && !picked}
          placeholder={placeholder ?? 'Type a name, or paste a link'}
          value={picked && !open ? picked.name : typed}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            setTyped('');
          }}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
            setOpen(true);
          }}
          onKeyDown={press}
        />
        {picked && (
          <button
            type="button"
            className="bare"
            aria-label={`Remove ${picked.name}`}
            onClick={() => {
              onPick(null);
              input.current?.focus();
            }}
          >
            <Icon name="cross" />
          </button>
        )}
      </div>
      {hint && (
        <span id={`${id}-hint`} className="hint">
          {hint}
        </span>
      )}
      <div className="popup" hidden={!open}>
        {/* A press must not take the focus, else the list is gone before the click. */}
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={`${label}: what is found`}
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
        >
          {open &&
            found.map((one, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys act on the field, which names the active option
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
              <div
                key={one.gid}
                id={`${id}-${one.gid}`}
                role="option"
                aria-selected={index === active}
                className={index === active ? 'option active' : 'option'}
                onMouseMove={() => setActive(index)}
                onClick={() => choose(one)}
              >
                <span dir="auto">{one.name}</span>
                {one.about && <span className="about">{one.about}</span>}
              </div>
            ))}
        </div>
        {open && found.length === 0 && (
          <p className="option none" role="status">
            {failed
              ? 'Asana does not answer right now.'
              : fetching
                ? 'Looking …'
                : typed
                  ? `Nothing is called “${typed}”.`
                  : 'There is nothing to choose from.'}
          </p>
        )}
      </div>
    </div>
  );
}
