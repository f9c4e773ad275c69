/**
 * What can be said of a set-up before anything is sent: mistakes that Asana's document makes plain, and what is more
 * than is kept. Pure.
 */

import { checkShape, type InputProblem, type InputValues, problemsOf } from '../../asana/api/write-body.ts';
import {
  gids,
  PROJECT_CHANGES,
  PROJECT_RULES,
  people,
  TASK_CHANGES,
  TASK_RULES,
} from '../../asana/api/write-inputs.ts';
import type { UserError } from '../../starts/user-errors.ts';
import type { SetUpInput } from './set-up.ts';

/** Entries of `tasks`. */
export const TASK_ENTRIES_LIMIT = 100;
/** Characters of a set-up as JSON: it is kept. */
export const SET_UP_LENGTH_LIMIT = 100_000;

const PROJECT = { input: PROJECT_CHANGES, rules: PROJECT_RULES } as const;
const TASK = { input: TASK_CHANGES, rules: TASK_RULES } as const;
const PORTFOLIOS = {
  input: { portfolioGids: gids('portfolios', 'The portfolios it is put into.') },
} as const;
const MEMBERS = { input: { members: people('members', 'Who becomes a member.') } } as const;

/**
 * The mistakes. `path`: to the set-up, in the arguments.
 * @throws BAD_USER_INPUT for what only a program gets wrong
 */
export function setUpProblems(input: SetUpInput, path: readonly string[]): UserError[] {
  const { project, members, portfolioGids, customFields, tasks } = input;
  const entries = tasks ?? [];
  const ofProject: InputValues = { ...project };
  const ofFields: InputValues = customFields ? { customFields } : {};
  checkShape(PROJECT, ofProject, [...path, 'project']);
  checkShape(PROJECT, ofFields, path);
  for (const [index, { set }] of entries.entries())
    checkShape(TASK, set, [...path, 'tasks', `${index}`, 'set']);
  const problems: InputProblem[] = [
    ...sizeProblems(input),
    ...below(['project'], problemsOf(PROJECT, ofProject)),
    ...problemsOf(MEMBERS, members ? { members } : {}),
    ...problemsOf(PORTFOLIOS, portfolioGids ? { portfolioGids } : {}),
    ...problemsOf({ input: { customFields: PROJECT_CHANGES.customFields } }, ofFields),
    ...entries.flatMap(({ where, set }, index) => [
      ...(where.name == null && where.section == null
        ? [{ message: 'Say a name, a section, or both.', field: ['tasks', `${index}`, 'where'] }]
        : []),
      ...(Object.keys(set).length === 0
        ? [{ message: 'Say what is to be changed.', field: ['tasks', `${index}`, 'set'] }]
        : []),
      ...below(['tasks', `${index}`, 'set'], problemsOf(TASK, set)),
    ]),
  ];
  return problems.map(({ message, field }) => ({
    code: 'BAD_USER_INPUT',
    message,
    field: [...path, ...field],
  }));
}

function sizeProblems(input: SetUpInput): InputProblem[] {
  const count = input.tasks?.length ?? 0;
  if (count > TASK_ENTRIES_LIMIT)
    return [{ message: `${count} entries; a set-up takes at most ${TASK_ENTRIES_LIMIT}.`, field: ['tasks'] }];
  const length = JSON.stringify(input).length;
  if (length <= SET_UP_LENGTH_LIMIT) return [];
  const [has, most] = [length, SET_UP_LENGTH_LIMIT].map((each) => each.toLocaleString('en'));
  return [{ message: `The set-up has ${has} characters as JSON; it may have ${most}.`, field: [] }];
}

function below(path: readonly string[], problems: readonly InputProblem[]): InputProblem[] {
  return problems.map(({ message, field }) => ({ message, field: [...path, ...field] }));
}
