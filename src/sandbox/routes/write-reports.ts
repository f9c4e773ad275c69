/**
 * Writes of words: comments on tasks, and reports on how a project or portfolio stands.
 */
import type { Row } from '../data/store.ts';
import { find } from './access.ts';
import { FLAG, gidOf, HTML, needed, oneOf, readBody, TEXT } from './body.ts';
import { bad } from './checks.ts';
import { notesOf, type WriteCall, type Written } from './write-call.ts';

const STICKERS = `green_checkmark people_dancing dancing_unicorn heart party_popper people_waving_flags
  splashing_narwhal trophy yeti_riding_unicorn celebrating_people determined_climbers
  phoenix_spreading_love`.split(/\s+/);
const IN_WORDS = { plain: 'text', html: 'html_text' };

const STORY = { text: TEXT, html_text: HTML, is_pinned: FLAG, sticker_name: oneOf(STICKERS) };

/** `POST /tasks/{gid}/stories`: a comment of the caller's. */
export function createStory({ view, gid, body }: WriteCall): Written {
  const { store, caller } = view;
  const task = find(view, 'task', gid);
  const values = readBody(view, body, STORY);
  if (values.text !== undefined && values.html_text !== undefined)
    bad('text', 'Cannot be used with html_text');
  if (!values.text && !values.html_text && !values.sticker_name) bad('text', 'Missing input');
  const story = store.add(
    'story',
    {
      text: '',
      is_pinned: false,
      sticker_name: null,
      ...values,
      ...notesOf(values, IN_WORDS),
      type: 'comment',
      resource_subtype: 'comment_added',
      created_at: store.timestamp(),
      created_by: caller,
      is_editable: true,
      is_edited: false,
      liked_by: [],
      source: 'api',
      target: task.gid,
    },
    task.home === undefined ? {} : { home: task.home },
  );
  store.link('stories', task.gid, story.gid);
  store.update(task.gid, { modified_at: store.timestamp() });
  return { status: 201, type: 'story', record: story };
}

const STATUS_TYPES = 'on_track at_risk off_track on_hold complete dropped'.split(' ');

const STATUS = {
  parent: needed(gidOf('project', 'portfolio')),
  text: needed(TEXT),
  status_type: needed(oneOf(STATUS_TYPES)),
  title: TEXT,
  html_text: HTML,
};

/** `POST /status_updates`: the newest of its project or portfolio from now on. */
export function createStatus({ view, body }: WriteCall): Written {
  const { store, caller } = view;
  const values = readBody(view, body, STATUS);
  const parent = store.get(values.parent as string) as Row;
  const at = store.timestamp();
  const status = store.add(
    'status_update',
    {
      title: `Status Update - ${at.slice(0, 10)}`,
      ...values,
      ...notesOf(values, IN_WORDS),
      resource_subtype: `${parent.type}_status_update`,
      author: caller,
      created_by: caller,
      created_at: at,
      modified_at: at,
      liked_by: [],
      reaction_summary: [],
    },
    parent.home === undefined ? {} : { home: parent.home },
  );
  store.link('status-updates', parent.gid, status.gid);
  store.update(parent.gid, { current_status_update: status.gid });
  return { status: 201, type: 'status_update', record: status };
}
