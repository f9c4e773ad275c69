/** Picks several objects of Asana: those picked as chips, and a picker for the next. */
import { Face } from './face.tsx';
import { Icon } from './icon.tsx';
import { type Picked, Picker } from './picker.tsx';
import type { Pickable } from './use-finds.ts';

/** What is picked, and a way to more of it. */
export function PickerOfMany(props: {
  readonly label: string;
  readonly type: Pickable;
  readonly workspace: string;
  readonly picked: readonly Picked[];
  readonly placeholder: string;
  onPick(picked: readonly Picked[]): void;
}) {
  const { label, type, workspace, picked, placeholder, onPick } = props;
  return (
    <div className="many">
      <Picker
        label={label}
        type={type}
        workspace={workspace}
        placeholder={placeholder}
        picked={null}
        onPick={(one) => {
          if (one) onPick([...picked.filter(({ gid }) => gid !== one.gid), one]);
        }}
      />
      {picked.length > 0 && (
        <ul className="chips" aria-label={`${label}: chosen`}>
          {picked.map((one) => (
            <li key={one.gid} className="chip">
              {type === 'USER' && <Face name={one.name} />}
              {one.name}
              <button
                type="button"
                className="bare"
                aria-label={`Remove ${one.name}`}
                onClick={() => onPick(picked.filter(({ gid }) => gid !== one.gid))}
              >
                <Icon name="cross" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
