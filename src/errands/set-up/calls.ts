/**
 * From a step to what Asana is sent, each of which may be sent twice, and from Asana's refusal to the value in the
 * set-up that it is about. Pure.
 */
import { bodyOf, type InputValues, namesOf, pathOf } from '../../asana/api/write-body.ts';
import { type WriteName, writeOf } from '../../asana/api/writes.ts';
import type { WriteAction } from '../../asana/client.ts';
import { type UserError, userErrorsOf } from '../../starts/user-errors.ts';
import { type SetUpInput, type SetUpStep, taskIndexOf } from './set-up.ts';

/** One call of a step. */
export interface StepCall {
  readonly write: WriteName;
  readonly input: InputValues;
  /** Where the values of this call are in the set-up, by the path to them in the write's own input. */
  readonly place: (field: readonly string[]) => readonly string[] | null;
}

/** The calls of a step, in their order. */
export function callsOf({ name, matched }: SetUpStep, setUp: SetUpInput, project: string): StepCall[] {
  const index = taskIndexOf(name);
  if (index !== null) {
    const { set = {} } = setUp.tasks?.[index] ?? {};
    return (matched ?? []).map((taskGid) => ({
      write: 'updateTask',
      input: { ...set, taskGid },
      place: (field) => (field[0] === 'taskGid' ? null : ['tasks', `${index}`, 'set', ...field]),
    }));
  }
  const projectGid = project;
  switch (name) {
    case 'project': {
      const place = (field: readonly string[]) => (field[0] === 'projectGid' ? null : ['project', ...field]);
      return [{ write: 'updateProject', input: { ...setUp.project, projectGid }, place }];
    }
    case 'members':
      return [
        { write: 'addProjectMembers', input: { members: setUp.members ?? [], projectGid }, place: itself },
      ];
    case 'portfolios':
      return (setUp.portfolioGids ?? []).map((portfolioGid, at) => ({
        write: 'addItemToPortfolio',
        input: { portfolioGid, itemGid: project },
        place: (field) => (field[0] === 'itemGid' ? null : ['portfolioGids', `${at}`]),
      }));
    case 'customFields':
      return [
        { write: 'updateProject', input: { customFields: setUp.customFields, projectGid }, place: itself },
      ];
    default:
      return [];
  }
}

/** What is sent for a call. */
export function actionOf({ write, input }: StepCall): WriteAction {
  const entry = writeOf(write);
  const { method, path: route, answer } = entry;
  const fields = answer.isReply ? ['gid'] : [];
  return { method, route, path: pathOf(entry, input), body: bodyOf(entry, input), fields };
}

/** A refusal as the caller's mistakes, with paths within the set-up; null when it is something else. */
export function mistakesOf(error: unknown, { write, input, place }: StepCall): UserError[] | null {
  const explained = userErrorsOf(error, namesOf(writeOf(write)), input);
  return explained?.map((each) => ({ ...each, field: each.field && place(each.field.slice(1)) })) ?? null;
}

function itself(field: readonly string[]): readonly string[] | null {
  return field[0] === 'projectGid' ? null : field;
}
