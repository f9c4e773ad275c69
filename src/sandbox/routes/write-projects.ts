/**
 * Writes to projects and portfolios: changes, members, custom fields, sections, and what a portfolio holds.
 */
import { bringFields, dropFields, fieldsOf, valuesOf, withValues } from '../data/custom-values.ts';
import { makeSection } from '../data/make.ts';
import { gidsOf, type Row, type SandboxStore } from '../data/store.ts';
import { find } from './access.ts';
import { Refusal } from './action.ts';
import { ANY, DAY, FLAG, gidOf, HTML, needed, oneOf, orNull, readBody, TEXT, USER, USERS } from './body.ts';
import { bad } from './checks.ts';
import { changed, datesOf, notesOf, placeOf, type WriteCall, type Written } from './write-call.ts';

const HUES = 'pink green blue red teal brown orange purple warm-gray'.split(' ');
const COLORS = [...HUES.map((hue) => `dark-${hue}`), ...HUES.map((hue) => `light-${hue}`), 'none'];
const ICONS =
  `list board timeline calendar rocket people graph star bug light_bulb globe gear notebook computer check
  target html megaphone chat_bubbles briefcase page_layout mountain_flag puzzle presentation line_and_symbols
  speed_dial ribbon shoe shopping_basket map ticket coins`.split(/\s+/);
const TO_CHANGE_AND_SHARE = oneOf(['admin', 'editor']);

const PROJECT = {
  name: TEXT,
  notes: TEXT,
  html_notes: HTML,
  archived: FLAG,
  color: orNull(oneOf(COLORS)),
  icon: orNull(oneOf(ICONS)),
  due_on: orNull(DAY),
  due_date: orNull(DAY),
  start_on: orNull(DAY),
  owner: orNull(USER),
  public: FLAG,
  privacy_setting: oneOf(['public_to_workspace', 'private_to_team', 'private']),
  default_view: oneOf(['list', 'board', 'calendar', 'timeline']),
  default_access_level: oneOf(['admin', 'editor', 'commenter', 'viewer']),
  minimum_access_level_for_customization: TO_CHANGE_AND_SHARE,
  minimum_access_level_for_sharing: TO_CHANGE_AND_SHARE,
  team: gidOf('team'),
  custom_fields: ANY,
};

/** `PUT /projects/{gid}`. */
export function updateProject({ view, gid, body }: WriteCall): Written {
  const project = find(view, 'project', gid);
  const { custom_fields: map, due_date, public: isPublic, ...values } = readBody(view, body, PROJECT);
  if (due_date !== undefined) values.due_on ??= due_date;
  if (isPublic !== undefined) values.privacy_setting ??= isPublic ? 'public_to_workspace' : 'private';
  const dates = datesOf(project, values);
  if (dates.start_on != null && dates.start_on === dates.due_on)
    bad('start_on', 'start_on and due_on cannot be the same date');
  if (typeof values.owner === 'string') insideOnly(view.store, project, values.owner, 'owner');
  const has = { fields: fieldsOf(view.store, project), values: valuesOf(project) };
  const custom = map === undefined ? {} : { custom_values: withValues(view, has, map) };
  return changed(view.store, project, { ...values, ...notesOf(values), ...dates, ...custom });
}

const MEMBERS = { members: needed(USERS) };

/** `POST /projects/{gid}/addMembers`. */
export function addMembers({ view, gid, body }: WriteCall): Written {
  const project = find(view, 'project', gid);
  const members = readBody(view, body, MEMBERS).members as string[];
  for (const member of members) insideOnly(view.store, project, member, 'members');
  return changed(view.store, project, { members: [...new Set([...gidsOf(project, 'members'), ...members])] });
}

/** `POST /projects/{gid}/removeMembers`; who is none stays none. */
export function removeMembers({ view, gid, body }: WriteCall): Written {
  const project = find(view, 'project', gid);
  const members = readBody(view, body, MEMBERS).members as string[];
  const without = (field: string) => gidsOf(project, field).filter((each) => !members.includes(each));
  return changed(view.store, project, { members: without('members'), followers: without('followers') });
}

const SETTING = {
  custom_field: needed(gidOf('custom_field')),
  is_important: FLAG,
  insert_before: TEXT,
  insert_after: TEXT,
};

/** `POST /projects/{gid}/addCustomFieldSetting`: the tasks in it have the field from now on. */
export function addCustomField({ view, gid, body }: WriteCall): Written {
  const { store } = view;
  const project = find(view, 'project', gid);
  const { custom_field, is_important = false } = readBody(view, body, SETTING);
  const field = custom_field as string;
  const fields = gidsOf(project, 'custom_field_gids');
  if (store.peek(field)?.home !== project.home) bad('custom_field', `Not in this workspace: ${field}`);
  if (fields.includes(field)) throw new Refusal(403, `custom_field: Already on this project: ${field}`);
  const important = gidsOf(project, 'important_field_gids');
  store.update(project.gid, {
    custom_field_gids: [...fields, field],
    important_field_gids: is_important ? [...important, field] : important,
  });
  for (const task of store.list('project-tasks', project.gid)) bringFields(store, task, [field]);
  const setting = {
    gid: `${project.gid.slice(0, 13)}${100 + fields.length}`,
    custom_field: field,
    is_important,
    parent: project.gid,
    project: project.gid,
  };
  return { status: 200, type: 'custom_field_setting', record: setting };
}

const SECTION = { name: needed(TEXT), insert_before: gidOf('section'), insert_after: gidOf('section') };

/** `POST /projects/{gid}/sections`. */
export function createSection({ view, gid, body }: WriteCall): Written {
  const { store } = view;
  const project = find(view, 'project', gid);
  const values = readBody(view, body, SECTION);
  const where = placeOf(store, values, 'sections', project.gid);
  const home = project.home === undefined ? {} : { home: project.home };
  const section = makeSection(store, project.gid, values.name as string, home);
  store.place('sections', project.gid, section.gid, where);
  return { status: 201, type: 'section', record: section };
}

const ITEM = { item: needed(gidOf('project', 'portfolio')) };
const BESIDE = { insert_before: gidOf('project', 'portfolio'), insert_after: gidOf('project', 'portfolio') };

/** `POST /portfolios/{gid}/addItem`: the item has the portfolio's custom fields from now on. */
export function addItem({ view, gid, body }: WriteCall): Written {
  const { store } = view;
  const portfolio = find(view, 'portfolio', gid);
  const values = readBody(view, body, { ...ITEM, ...BESIDE });
  const item = store.get(values.item as string) as Row;
  if (item.home !== portfolio.home) bad('item', `Not in the workspace of the portfolio: ${item.gid}`);
  if (holds(store, item.gid, portfolio.gid)) bad('item', `It holds the portfolio itself: ${item.gid}`);
  store.place('items', portfolio.gid, item.gid, placeOf(store, values, 'items', portfolio.gid));
  bringFields(store, item, gidsOf(portfolio, 'custom_field_gids'));
  return 'nothing';
}

/** `POST /portfolios/{gid}/removeItem`; what is not in it is not there. */
export function removeItem({ view, gid, body }: WriteCall): Written {
  const { store } = view;
  const portfolio = find(view, 'portfolio', gid);
  const item = store.get(readBody(view, body, ITEM).item as string) as Row;
  if (!store.isIn('items', portfolio.gid, item.gid))
    throw new Refusal(404, `item: Unknown object: ${item.gid}`);
  store.unlink('items', portfolio.gid, item.gid);
  const elsewhere = fieldsOf(store, { ...item, data: { ...item.data, custom_values: {} } });
  dropFields(
    store,
    item,
    gidsOf(portfolio, 'custom_field_gids').filter((field) => !elsewhere.has(field)),
  );
  return 'nothing';
}

/** Whether a portfolio is the other one, or holds it somewhere below. */
function holds(store: SandboxStore, gid: string, other: string): boolean {
  return gid === other || store.list('items', gid).some((item) => holds(store, item.gid, other));
}

/** People outside a workspace have no part in what is in it. */
export function insideOnly(store: SandboxStore, row: Pick<Row, 'home'>, user: string, key: string): void {
  const homes = gidsOf(store.peek(user) as Row, 'home_gids');
  if (row.home !== undefined && !homes.includes(row.home)) bad(key, `Not a user in this workspace: ${user}`);
}
