/**
 * Checks of a start's body, with the words Asana uses when it refuses one. Pure but for the look-ups of gids.
 */

import type { Row } from '../data/store.ts';
import { find, findUser, type View } from './access.ts';
import { Refusal } from './action.ts';

/** The `data` of a start. */
export type Body = Readonly<Record<string, unknown>>;

const INCLUDES = {
  duplicateTask:
    'assignee attachments dates dependencies followers notes parent projects subtasks tags'.split(' '),
  duplicateProject:
    `allocations forms members notes permissions task_assignee task_attachments task_dates task_dependencies
    task_followers task_notes task_projects task_subtasks task_tags task_templates task_type_default`.split(
      /\s+/,
    ),
  duplicatePortfolio: 'description members permissions templates rules child_projects child_portfolios'.split(
    ' ',
  ),
} as const;

/** 400 with a field's name in front, as Asana writes it. */
export function bad(field: string, what: string): never {
  throw new Refusal(400, `${field}: ${what}`);
}

/** A string that must be there and not be empty. */
export function requiredText(body: Body, field: string): string {
  const value = optionalText(body, field);
  if (value === undefined || value.trim() === '') return bad(field, 'Missing input');
  return value;
}

/** A string, when there is one. */
export function optionalText(body: Body, field: string): string | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : bad(field, 'Not a string');
}

/** A boolean, when there is one. */
export function optionalBoolean(body: Body, field: string): boolean | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  return typeof value === 'boolean' ? value : bad(field, 'Not a boolean');
}

/** `include`: one string of names joined by commas, or a list of them, which is how many clients send it. */
export function includeOf(body: Body, kind: keyof typeof INCLUDES): ReadonlySet<string> {
  const listed = Array.isArray(body.include) ? body.include : [optionalText(body, 'include') ?? ''];
  if (!listed.every((each) => typeof each === 'string')) return bad('include', 'Not a list of strings');
  const names = listed.join(',').split(',');
  const asked = names.map((name) => name.trim()).filter((name) => name !== '');
  const unknown = asked.find((name) => !INCLUDES[kind].includes(name));
  if (unknown !== undefined) bad('include', `Not a valid option: ${unknown}`);
  return new Set(asked);
}

/** A record named by gid in the body. */
export function namedRecord(view: View, body: Body, field: string, types: readonly string[]): Row {
  const gid = requiredText(body, field);
  const row = view.store.get(gid);
  if (!row || !types.includes(row.type)) throw new Refusal(404, `${field}: Unknown object: ${gid}`);
  return find(view, row.type, gid);
}

/** `schedule_dates`; the three rules stand in Asana's prose only. */
export function scheduleOf(
  body: Body,
  include: ReadonlySet<string>,
): { start_on?: string; due_on?: string } | null {
  const schedule = body.schedule_dates;
  if (schedule === undefined || schedule === null) return null;
  if (typeof schedule !== 'object') return bad('schedule_dates', 'Not an object');
  const { should_skip_weekends, start_on, due_on } = schedule as Record<string, unknown>;
  if (typeof should_skip_weekends !== 'boolean') bad('schedule_dates.should_skip_weekends', 'Missing input');
  if ((start_on === undefined) === (due_on === undefined)) {
    bad('schedule_dates', 'Exactly one of start_on and due_on must be given');
  }
  if (!include.has('task_dates')) bad('schedule_dates', 'task_dates must be included');
  return start_on !== undefined
    ? { start_on: dateOf('schedule_dates.start_on', start_on) }
    : { due_on: dateOf('schedule_dates.due_on', due_on) };
}

/** `requested_dates` by gid of the template's date variable; null where left out or null. */
export function requestedDatesOf(body: Body, variables: readonly NamedVariable[]): Map<string, string> {
  const dates = new Map<string, string>();
  for (const { gid, value } of pairsOf(body, 'requested_dates')) {
    if (!variables.some((variable) => variable.gid === gid))
      bad('requested_dates', `Unknown date variable ${gid}`);
    if (value !== null) dates.set(gid, dateOf('requested_dates', value));
  }
  const missing = variables.find((variable) => !dates.has(variable.gid));
  if (missing && body.is_strict === true) {
    const what = `Missing date variable ${missing.gid} (${missing.name})`;
    throw new Refusal(422, `Unprocessable Entity: requested_dates: ${what}`);
  }
  return dates;
}

/** `requested_roles` by gid of the template's role: the user who takes it. Every role must be given. */
export function requestedRolesOf(
  view: View,
  body: Body,
  roles: readonly NamedVariable[],
): Map<string, string> {
  const users = new Map<string, string>();
  for (const { gid, value } of pairsOf(body, 'requested_roles')) {
    if (!roles.some((role) => role.gid === gid)) bad('requested_roles', `Unknown role ${gid}`);
    if (typeof value !== 'string') return bad('requested_roles', 'Not a user');
    users.set(gid, findUser(view, value, 'requested_roles').gid);
  }
  const missing = roles.find((role) => !users.has(role.gid));
  if (missing) bad('requested_roles', `Missing role ${missing.gid} (${missing.name})`);
  return users;
}

/** A date variable or a role of a template. */
export interface NamedVariable {
  readonly gid: string;
  readonly name: string;
}

function pairsOf(body: Body, field: string): { gid: string; value: unknown }[] {
  const pairs = body[field] ?? [];
  if (!Array.isArray(pairs)) return bad(field, 'Not an array');
  return pairs.map((pair: unknown) => {
    const { gid, value } = (pair ?? {}) as Record<string, unknown>;
    return typeof gid === 'string' ? { gid, value: value ?? null } : bad(field, 'Each entry needs a gid');
  });
}

/** The date part of a date or date-time. */
function dateOf(field: string, value: unknown): string {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d(T|$)/.test(value) || Number.isNaN(Date.parse(value))) {
    return bad(field, `Not a valid date: ${String(value)}`);
  }
  return value.slice(0, 10);
}
