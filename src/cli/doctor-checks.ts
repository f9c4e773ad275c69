/**
 * What the doctor tries, one function a question. A finding says what was seen in words of its own: no text from
 * Asana goes into it, so that a report can be shared.
 */

import type { Reply as JudgedReply } from '../asana/replies/replies.ts';
import { isRecord } from '../json.ts';
import { answerTo, answerToBatch } from './doctor-answers.ts';

/** One call to Asana, by path below the base URL; a body makes it a POST. */
export interface Asana {
  call(path: string, body?: unknown): Promise<Reply>;
}

/** What came back. */
export interface Reply extends JudgedReply {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** One assumption, tried. */
export interface Finding {
  readonly id: string;
  readonly assumption: string;
  readonly verdict: 'holds' | 'differs' | 'skipped';
  readonly seen: string;
  /** What the gateway does when it differs. */
  readonly gateway: string;
  /** Nothing further can be tried. */
  readonly fatal?: boolean;
}

type Check = (asana: Asana, options: { readonly job: string | null }) => Promise<Finding | null>;

/** A job that surely does not exist. */
const NO_JOB = '/jobs/1';

/** Every check, in order. */
export const CHECKS: readonly Check[] = [
  checkToken,
  checkWorkspaces,
  checkFields,
  checkJobsScope,
  checkBatch,
  checkRateHeaders,
  checkJob,
  checkCounts,
];

async function checkToken(asana: Asana): Promise<Finding> {
  const reply = await asana.call('/users/me?opt_fields=gid');
  const { status, json: body } = reply;
  const answer = answerTo(reply, 'record');
  const works = answer === null;
  return {
    id: 'token',
    assumption: 'the token works, and an answer is JSON with data in it',
    verdict: works ? 'holds' : 'differs',
    seen: works
      ? 'status 200, data is an object'
      : `status ${status}${body === undefined ? ', no JSON' : ''}`,
    gateway: answer ?? 'takes the answer as it is',
    fatal: !works,
  };
}

async function checkWorkspaces(asana: Asana): Promise<Finding> {
  const reply = await asana.call('/workspaces?limit=1&opt_fields=gid');
  const { status, json: body } = reply;
  const list = read(body, 'data');
  const page = read(body, 'next_page');
  const holds = status === 200 && Array.isArray(list) && list.length > 0;
  return {
    id: 'workspaces',
    assumption: 'the token sees a workspace, and lists come in pages with next_page',
    verdict: holds && page !== undefined ? 'holds' : 'differs',
    seen: `status ${status}, ${Array.isArray(list) ? `${list.length} on a page of 1` : 'no list'}, next_page ${describe(page)}`,
    gateway:
      answerTo(reply, 'list') ??
      'shows an empty connection where Asana shows none; without next_page a list is one page',
  };
}

async function checkFields(asana: Asana): Promise<Finding> {
  const reply = await asana.call('/users/me?opt_fields=workspaces.name,no_such_field');
  const { status, json: body } = reply;
  const workspaces = read(body, 'data', 'workspaces');
  const first: unknown = Array.isArray(workspaces) ? workspaces[0] : undefined;
  const nested = isRecord(first) && typeof first.name === 'string';
  const lean = isRecord(first) && Object.keys(first).every((key) => ['gid', 'name'].includes(key));
  const others = isRecord(read(body, 'data')) && Object.keys(read(body, 'data') as object);
  const only = Array.isArray(others) && others.every((key) => ['gid', 'workspaces'].includes(key));
  return {
    id: 'opt_fields',
    assumption: 'dotted opt_fields come through, unknown ones are ignored, nothing else comes along',
    verdict: status === 200 && nested && lean && only ? 'holds' : 'differs',
    seen: `status ${status}, nested field ${nested ? 'there' : 'missing'}, further fields ${lean && only ? 'none' : 'some'}`,
    gateway:
      answerTo(reply, 'record') ?? 'reads an object by its gid when a field it asked for did not come along',
  };
}

async function checkJobsScope(asana: Asana): Promise<Finding> {
  const reply = await asana.call(`${NO_JOB}?opt_fields=status`);
  const { status } = reply;
  return {
    id: 'jobs',
    assumption: 'the token may read jobs, and an unknown job is 404',
    verdict: status === 404 ? 'holds' : 'differs',
    seen: `status ${status} for a job that does not exist`,
    gateway: answerTo(reply, 'record') ?? 'shows what came back as a job',
  };
}

async function checkBatch(asana: Asana): Promise<Finding> {
  const action = { method: 'get', relative_path: '/users/me', options: { fields: ['gid'] } };
  const reply = await asana.call('/batch', { data: { actions: [action, action] } });
  const { status, json: body } = reply;
  const parts = read(body, 'data');
  const ok =
    status === 200 &&
    Array.isArray(parts) &&
    parts.length === 2 &&
    parts.every((part) => read(part, 'status_code') === 200 && isRecord(read(part, 'body', 'data')));
  return {
    id: 'batch',
    assumption: 'the token may use POST /batch, each part with status_code and body',
    verdict: ok ? 'holds' : 'differs',
    seen: `status ${status}, ${Array.isArray(parts) ? `${parts.length} parts` : 'no parts'}`,
    gateway: answerToBatch(reply, 2) ?? 'gives each part what it would get alone',
  };
}

async function checkRateHeaders(asana: Asana): Promise<Finding> {
  const { headers } = await asana.call('/users/me?opt_fields=gid');
  const names = Object.keys(headers).filter((name) => /rate-?limit|retry-after/i.test(name));
  return {
    id: 'rate-headers',
    assumption: 'an answer says nothing of the rate limit; only a 429 has Retry-After',
    verdict: names.length === 0 ? 'holds' : 'differs',
    seen: names.length === 0 ? 'no such header' : `headers ${names.sort().join(', ')}`,
    gateway: 'learns the limit from refusals alone; set ASANA_REQUESTS_PER_MINUTE when it is known',
  };
}

async function checkJob(asana: Asana, { job }: { readonly job: string | null }): Promise<Finding> {
  const common = {
    id: 'job-fields',
    assumption: "a job's read carries the fields of what it made, two levels deep",
    gateway: 'reads what the job made by its gid, one call more',
  };
  if (job === null)
    return { ...common, verdict: 'skipped', seen: 'no --job GID of a finished job was given' };
  const fields = ['new_project', 'new_task', 'new_project_template', 'new_portfolio'].flatMap((key) => [
    `${key}.name`,
    `${key}.${key === 'new_task' ? 'assignee' : 'owner'}.name`,
  ]);
  const { status, json: body } = await asana.call(
    `/jobs/${job}?opt_fields=status,resource_subtype,${fields.join(',')}`,
  );
  const data = read(body, 'data');
  const made = isRecord(data)
    ? Object.entries(data).find(([key, value]) => key.startsWith('new_') && isRecord(value))
    : null;
  if (status !== 200 || !made) {
    return { ...common, verdict: 'skipped', seen: `status ${status}, nothing made by this job to look at` };
  }
  const [key, value] = made;
  const relation = read(value, key === 'new_task' ? 'assignee' : 'owner');
  const named = typeof read(value, 'name') === 'string';
  const nested = relation === null || typeof read(relation, 'name') === 'string';
  return {
    ...common,
    verdict: named && nested ? 'holds' : 'differs',
    seen: `${key} with name ${named ? 'there' : 'missing'}, its relation ${relation === null ? 'null' : nested ? 'there' : 'missing'}`,
  };
}

async function checkCounts(asana: Asana, { job }: { readonly job: string | null }): Promise<Finding> {
  const common = {
    id: 'task-counts',
    assumption: 'the tasks of a project can be counted, and the count is a number',
    gateway: 'cannot tell when a copy is complete: contents are UNKNOWN, a set-up begins 30 s after the job',
  };
  if (job === null)
    return { ...common, verdict: 'skipped', seen: 'no --job GID of a finished job was given' };
  const project = read(
    (await asana.call(`/jobs/${job}?opt_fields=new_project`)).json,
    'data',
    'new_project',
    'gid',
  );
  if (typeof project !== 'string') return { ...common, verdict: 'skipped', seen: 'the job made no project' };
  const { status, json } = await asana.call(`/projects/${project}/task_counts?opt_fields=num_tasks`);
  const count = read(json, 'data', 'num_tasks');
  return {
    ...common,
    verdict: status === 200 && Number.isInteger(count) ? 'holds' : 'differs',
    seen: `status ${status}, num_tasks ${Number.isInteger(count) ? 'a number' : describe(count)}`,
  };
}

function read(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), value);
}

function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  return value === null ? 'null' : 'there';
}
