/**
 * Values of custom fields: which fields an object has, and what each takes, by the type of the field. Values are
 * never changed in place: copies share them.
 */
import { findUser, membershipsOf, type View } from '../routes/access.ts';
import { Refusal } from '../routes/action.ts';
import { gidsOf, type Row, type SandboxStore, text } from './store.ts';

type Value = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, Value>>;

/** The fields an object has values of, or would have once they are set. */
export function fieldsOf(store: SandboxStore, row: Row): ReadonlySet<string> {
  const parents =
    row.type === 'task'
      ? membershipsOf(row).map(({ project }) => store.peek(project))
      : store.all('portfolio').filter((portfolio) => store.isIn('items', portfolio.gid, row.gid));
  const brought = parents.flatMap((parent) => (parent ? gidsOf(parent, 'custom_field_gids') : []));
  return new Set([...Object.keys(valuesOf(row)), ...brought]);
}

/** An object comes to where these fields are: it has them from now on, empty until they are set. */
export function bringFields(store: SandboxStore, row: Row, fields: readonly string[]): void {
  const values = valuesOf(row);
  const missing = fields.filter((gid) => !(gid in values));
  const empty = missing.map((gid) => [gid, emptyValue(store.peek(gid))] as const);
  store.update(row.gid, { custom_values: { ...values, ...Object.fromEntries(empty) } });
}

/** An object leaves: it loses the fields that nothing else brings and nobody has set. */
export function dropFields(store: SandboxStore, row: Row, fields: readonly string[]): void {
  const kept = Object.entries(valuesOf(row)).filter(
    ([gid, { display_value: shown }]) => !fields.includes(gid) || shown != null,
  );
  store.update(row.gid, { custom_values: Object.fromEntries(kept) });
}

/** The values of a body's `custom_fields` beside those that an object has. */
export function withValues(
  view: View,
  has: { fields: ReadonlySet<string>; values: Values },
  map: unknown,
): Values {
  if (typeof map !== 'object' || map === null || Array.isArray(map))
    throw new Refusal(400, 'custom_fields: Not an object');
  const set = Object.entries(map).map(([gid, value]) => {
    const field = view.store.get(gid);
    if (field?.type !== 'custom_field') throw new Refusal(400, `custom_fields: Unknown object: ${gid}`);
    if (!has.fields.has(gid)) throw new Refusal(400, `Custom field with ID ${gid} is not on given object`);
    if (field.data.is_value_read_only === true)
      throw new Refusal(403, `custom_fields: ${gid}: Its value cannot be set`);
    return [gid, value === null ? emptyValue(field) : setValue(view, field, value)] as const;
  });
  return { ...has.values, ...Object.fromEntries(set) };
}

/** The values an object has. */
export function valuesOf(row: Row): Values {
  return (row.data.custom_values ?? {}) as Values;
}

const EMPTY: Readonly<Record<string, Value>> = {
  text: { text_value: null },
  number: { number_value: null },
  enum: { enum_value: null },
  multi_enum: { multi_enum_values: [] },
  date: { date_value: null },
  people: { people_value: [] },
};

function emptyValue(field: Row | undefined): Value {
  return { ...EMPTY[field ? text(field, 'resource_subtype') : ''], display_value: null };
}

function setValue(view: View, field: Row, value: unknown): Value {
  const refuse = (what: string): never => {
    throw new Refusal(400, `custom_fields: ${field.gid}: ${what}`);
  };
  switch (field.data.resource_subtype) {
    case 'text':
      return typeof value === 'string'
        ? { text_value: value, display_value: value || null }
        : refuse('Not a string');
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
        ? { number_value: value, display_value: String(value) }
        : refuse('Not a number');
    case 'enum': {
      if (typeof value !== 'string') return refuse('Not the gid of an option');
      const option = optionOf(field, value);
      return { enum_value: option, display_value: option.name };
    }
    case 'multi_enum': {
      if (!isTextList(value)) return refuse('Not a list of gids of options');
      const options = value.map((gid) => optionOf(field, gid));
      return {
        multi_enum_values: options,
        display_value: options.map(({ name }) => name).join(', ') || null,
      };
    }
    case 'date':
      return dateValue(value) ?? refuse('Not an object with a valid date or date_time');
    case 'people': {
      if (!isTextList(value)) return refuse('Not a list of people');
      const people = value.map((key) => findUser(view, key, 'custom_fields'));
      const names = people.map((person) => text(person, 'name'));
      return { people_value: people.map(({ gid }) => gid), display_value: names.join(', ') || null };
    }
    default:
      return refuse('This stand-in sets no values of this type');
  }
}

interface Option {
  readonly gid: string;
  readonly name: string;
  readonly enabled: boolean;
}

function optionOf(field: Row, gid: string): Option {
  const option = (field.data.enum_options as readonly Option[]).find((each) => each.gid === gid);
  if (!option) throw new Refusal(400, `custom_fields: Unknown object: ${gid}`);
  if (!option.enabled) throw new Refusal(400, `custom_fields: ${gid}: Not enabled`);
  return option;
}

function dateValue(value: unknown): Value | null {
  if (typeof value !== 'object' || value === null) return null;
  const { date, date_time: moment, ...other } = value as Record<string, unknown>;
  if (Object.keys(other).length > 0 || (date === undefined) === (moment === undefined)) return null;
  const said = date ?? moment;
  const pattern = date === undefined ? /^\d{4}-\d\d-\d\dT/ : /^\d{4}-\d\d-\d\d$/;
  if (typeof said !== 'string' || !pattern.test(said) || Number.isNaN(Date.parse(said))) return null;
  return { date_value: { date: said.slice(0, 10), date_time: moment ?? null }, display_value: said };
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
