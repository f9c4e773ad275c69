/** `startMany`: a list, checked whole, kept whole, and answered at once; what becomes of it is shown by its `Bulk`. */
import type { Errand } from '../../errands/errand.ts';
import type { NewItem } from '../../errands/items.ts';
import type { ListPlan } from '../../errands/list/list.ts';
import { isGatewayError } from '../../errors.ts';
import { type Attempt, told } from '../../starts/attempt.ts';
import { once } from '../../starts/once.ts';
import type { UserError } from '../../starts/user-errors.ts';
import { type CallbackInput, callbackProblems } from '../callbacks/input.ts';
import type { GatewayContext } from '../context.ts';
import { type BulkObject, bulkOf } from './bulks.ts';
import { checkItems, type StartItem } from './check-items.ts';

/** What a caller wants started. */
export interface StartManyInput {
  readonly items: readonly StartItem[];
  readonly onFailure?: ListPlan['onFailure'] | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
  readonly callback?: CallbackInput | null | undefined;
}

/** What came of it. */
export interface BulkResult {
  readonly bulk: BulkObject | null;
  readonly userErrors: readonly UserError[];
}

/** Begins a list. Throws everything that is not the caller's mistake. */
export async function startMany(input: StartManyInput, context: GatewayContext): Promise<BulkResult> {
  const { caller, services } = context;
  const { telemetry } = services;
  const { callback } = input;
  const wrongCallback = callback
    ? callbackProblems(['input', 'callback'], callback, services.deliveries)
    : [];
  const checked = checkItems(input.items);
  if ('userErrors' in checked || wrongCallback.length > 0) {
    telemetry.count('lists', { outcome: 'refused' });
    const mistakes = 'userErrors' in checked ? checked.userErrors : [];
    return { bulk: null, userErrors: [...wrongCallback, ...mistakes] };
  }
  const ownerOf = () => services.identities.ownerOf(context);
  const attempt = await once<Errand>(
    { mutation: 'startMany', input: { ...input }, nullIsNothing: true, owner: caller.owner, ownerOf },
    async () => begin(checked.items, input, context),
    {
      idempotency: services.idempotency,
      telemetry,
      now: () => services.now(),
      repeated: () => telemetry.count('lists', { outcome: 'repeated' }),
    },
  );
  const { made, userErrors } = told(attempt);
  if (!made) return { bulk: null, userErrors };
  const errand = made.reply ?? (await services.lists.find(made.gid, await ownerOf()));
  if (errand) await services.errands.back(errand, caller.token);
  return { bulk: errand && bulkOf(errand, context), userErrors };
}

async function begin(
  items: readonly NewItem[],
  { onFailure, callback, idempotencyKey = null }: StartManyInput,
  context: GatewayContext,
): Promise<Attempt<Errand>> {
  const { caller, services, operation } = context;
  const { lists, identities, telemetry } = services;
  const note = (outcome: string, list: string | null): void => {
    telemetry.count('lists', { outcome });
    const who = caller.name ?? caller.token.hash;
    const facts = { audit: 'list', who, list, items: items.length, outcome, requestId: operation.requestId };
    telemetry.log.info(facts, 'list');
  };
  try {
    const owner = await identities.ownerOf(context);
    const told = callback ? { to: callback.to, idempotencyKey } : null;
    const plan: ListPlan = { onFailure: onFailure ?? 'continue', callback: told };
    const errand = await lists.begin({ owner, token: caller.token, plan, items });
    note('begun', errand.id);
    return { outcome: 'answered', gid: errand.id, at: services.now(), reply: errand, userErrors: [] };
  } catch (error) {
    note(isGatewayError(error) ? error.code.toLowerCase() : 'internal_server_error', null);
    // Nothing of it was sent.
    return { outcome: 'failed', error };
  }
}
