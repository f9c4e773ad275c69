/** Values for the custom fields that the new project will have, each in the way of its type. */
import { useId } from 'react';
import type { Picked } from '../parts/picker.tsx';
import { PickerOfMany } from '../parts/picker-of-many.tsx';
import { Trouble } from '../parts/read.tsx';
import type { FieldValue, FilledField } from './draft.ts';
import { type OfferedField, useFieldsOnOffer } from './use-fields-on-offer.ts';

interface CustomFieldsProps {
  readonly workspace: string;
  /** The project that is copied. */
  readonly project: string | null;
  readonly portfolios: readonly Picked[];
  readonly filled: readonly FilledField[];
  onFill(filled: readonly FilledField[]): void;
}

/** All of them; a line that says where they come from while there are none. */
export function CustomFields({ workspace, project, portfolios, filled, onFill }: CustomFieldsProps) {
  const gids = portfolios.map(({ gid }) => gid);
  const { fields, fetching, error, again } = useFieldsOnOffer(project, gids);
  return (
    <fieldset>
      <legend>Custom fields</legend>
      {error && <Trouble error={error} again={again} />}
      {fields.length === 0 && !error && (
        <p className="hint">
          {fetching
            ? 'Looking for its fields …'
            : project === null
              ? 'Choose a portfolio above: it brings its fields along.'
              : 'The project has none. A portfolio, chosen above, brings its fields along.'}
        </p>
      )}
      <div className="row">
        {fields.map((field) => (
          <CustomField
            key={field.gid}
            field={field}
            workspace={workspace}
            value={filled.find(({ gid }) => gid === field.gid)?.value}
            onFill={(value) => {
              const others = filled.filter(({ gid }) => gid !== field.gid);
              onFill([...others, { gid: field.gid, value, from: field.from }]);
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface CustomFieldProps {
  readonly field: OfferedField;
  readonly workspace: string;
  readonly value: FieldValue | undefined;
  onFill(value: FieldValue): void;
}

/** One, in the way of its type; a type that is not known is not offered. */
function CustomField(props: CustomFieldProps) {
  const { field, workspace, value, onFill } = props;
  const id = useId();
  const label = [field.name, field.currencyCode ?? field.customLabel].filter(Boolean).join(', ');
  switch (field.resourceSubtype) {
    case 'PEOPLE':
      return (
        <PickerOfMany
          label={label}
          type="USER"
          workspace={workspace}
          placeholder={field.now ?? 'Add a person'}
          picked={value && 'people' in value ? value.people : []}
          onPick={(people) => onFill({ people })}
        />
      );
    case 'MULTI_ENUM':
      return <Options field={field} label={label} value={value} onFill={onFill} />;
    case 'ENUM':
    case 'TEXT':
    case 'NUMBER':
    case 'DATE':
      return (
        <div className="field" title={field.description || undefined}>
          <label htmlFor={id}>{label}</label>
          <Single id={id} {...props} />
          {field.resourceSubtype === 'DATE' && field.now && (
            <span className="hint">Now {field.now.slice(0, 10)}</span>
          )}
        </div>
      );
    default:
      return null;
  }
}

function Single({ id, field, value, onFill }: CustomFieldProps & { readonly id: string }) {
  const now = field.now ?? '';
  switch (field.resourceSubtype) {
    case 'ENUM':
      return (
        <select
          id={id}
          value={value && 'option' in value ? value.option : ''}
          onChange={(event) => onFill({ option: event.target.value })}
        >
          <option value="">{now ? `As it is: ${now}` : 'As it is'}</option>
          {optionsOf(field).map(({ gid, name }) => (
            <option key={gid} value={gid}>
              {name}
            </option>
          ))}
        </select>
      );
    case 'NUMBER':
      return (
        <input
          id={id}
          type="number"
          step={field.precision ? 10 ** -field.precision : field.precision === 0 ? 1 : 'any'}
          placeholder={now}
          value={value && 'number' in value ? value.number : ''}
          onChange={(event) => onFill({ number: event.target.value })}
        />
      );
    case 'DATE':
      return (
        <input
          id={id}
          type="date"
          value={value && 'date' in value ? value.date : ''}
          onChange={(event) => onFill({ date: event.target.value })}
        />
      );
    default:
      return (
        <input
          id={id}
          placeholder={now}
          value={value && 'text' in value ? value.text : ''}
          onChange={(event) => onFill({ text: event.target.value })}
        />
      );
  }
}

function Options({ field, label, value, onFill }: Omit<CustomFieldProps, 'workspace'> & { label: string }) {
  const chosen = value && 'options' in value ? value.options : [];
  return (
    <fieldset className="field" title={field.description || undefined}>
      <legend>{label}</legend>
      {optionsOf(field).map(({ gid, name }) => (
        <label key={gid} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(gid)}
            onChange={(event) => {
              const others = chosen.filter((each) => each !== gid);
              onFill({ options: event.target.checked ? [...others, gid] : others });
            }}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

function optionsOf({ enumOptions }: OfferedField) {
  return (enumOptions ?? []).flatMap((option) => (option && option.enabled !== false ? [option] : []));
}
