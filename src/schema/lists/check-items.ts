/**
 * What can be said of the items of a list before any of them is sent: the same mistakes as if each were started alone,
 * with their places in the list. Pure.
 */
import { isGid, NO_GID } from '../../asana/api/ids.ts';
import type { StartName } from '../../asana/api/starts.ts';
import type { NewItem } from '../../errands/items.ts';
import { ITEMS_LIMIT, type ItemPlan, newItem } from '../../errands/list/list.ts';
import { setUpProblems } from '../../errands/set-up/check.ts';
import type { SetUpInput } from '../../errands/set-up/set-up.ts';
import { type GatewayError, isGatewayError } from '../../errors.ts';
import type { UserError } from '../../starts/user-errors.ts';
import { checkGids } from '../starts/checks.ts';
import { JOB_KINDS } from '../starts/table.ts';
import { placed } from './item-work.ts';

/** An item as a caller writes it: the input of one start under its name. */
export type StartItem = Readonly<Record<string, Readonly<Record<string, unknown>> | null | undefined>>;

/** Mistakes that are told of at most. */
const MOST_MISTAKES = 100;

/** The items as they are kept, or what is wrong with them. */
export function checkItems(
  items: readonly StartItem[],
): { readonly items: readonly NewItem[] } | { readonly userErrors: readonly UserError[] } {
  if (items.length === 0 || items.length > ITEMS_LIMIT) {
    const message = `items has ${items.length.toLocaleString('en')} entries; a list takes 1 to ${ITEMS_LIMIT.toLocaleString('en')}.`;
    return { userErrors: [{ code: 'BAD_USER_INPUT', message, field: ['input', 'items'] }] };
  }
  const userErrors: UserError[] = [];
  const made: NewItem[] = [];
  for (const [index, item] of items.entries()) {
    const [kind = '', input = {}] = Object.entries(item).find(([, value]) => value != null) ?? [];
    const mistakes = mistakesIn(kind as StartName, input ?? {});
    userErrors.push(...mistakes.map((each) => placed(each, index, kind)));
    if (userErrors.length >= MOST_MISTAKES) break;
    made.push(itemOf(kind as StartName, input ?? {}));
  }
  return userErrors.length > 0 ? { userErrors: userErrors.slice(0, MOST_MISTAKES) } : { items: made };
}

/** What belongs to the list and not to one of its items. */
const OF_THE_LIST = {
  waitForSlot: 'The items of a list wait for their slots by themselves: leave waitForSlot out.',
  idempotencyKey: 'The key belongs to the list, not to one of its items: leave idempotencyKey out here.',
  callback: 'The callback belongs to the list, not to one of its items: leave it out here.',
} as const;

function mistakesIn(kind: StartName, input: Readonly<Record<string, unknown>>): UserError[] {
  const names = JOB_KINDS[kind];
  const { target, check } = names;
  const mistake = (message: string, field: readonly string[]): UserError => ({
    code: 'BAD_USER_INPUT',
    message,
    field,
  });
  const foreign = Object.entries(OF_THE_LIST).flatMap(([name, message]) =>
    // `waitForSlot: 0` is what stands there when nothing was said.
    input[name] == null || input[name] === 0 ? [] : [mistake(message, [name])],
  );
  const gid = isGid(String(input[target.field])) ? [] : [mistake(NO_GID, [target.field])];
  const problem = checkGids(names, input) ?? check?.(input);
  return [
    ...foreign,
    ...gid,
    ...(problem ? [mistake(problem.message, problem.field)] : []),
    ...setUpMistakes(input.setUp as SetUpInput | null | undefined),
  ];
}

function setUpMistakes(setUp: SetUpInput | null | undefined): UserError[] {
  if (!setUp) return [];
  try {
    return setUpProblems(setUp, ['setUp']);
  } catch (error) {
    // What only a program gets wrong.
    if (!isGatewayError(error) || error.code !== 'BAD_USER_INPUT') throw error;
    return [{ code: 'BAD_USER_INPUT', message: error.message, field: fieldOf(error) }];
  }
}

/** Where it is, when that was said. */
function fieldOf({ details }: GatewayError): readonly string[] {
  const { field } = details;
  return Array.isArray(field) ? field.map(String) : ['setUp'];
}

function itemOf(kind: StartName, given: Readonly<Record<string, unknown>>): NewItem {
  const { setUp = null, waitForSlot: _wait, idempotencyKey: _key, callback: _callback, ...input } = given;
  const { field, type } = JOB_KINDS[kind].target;
  const source = type === null ? null : { type, gid: String(input[field]) };
  const plan: ItemPlan = { kind, input, setUp: setUp as SetUpInput | null };
  return { plan, progress: newItem(plan, source) };
}
