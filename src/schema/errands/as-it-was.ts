/**
 * What goes on because its user is back is shown as it was before that, wherever in the answer it stands. Knows no kind
 * of errand.
 */
import { type Errand, isOver } from '../../errands/errand.ts';
import type { GatewayContext } from '../context.ts';

/** Notes an errand that is about to go on. */
export function noteAsItWas(errand: Errand, { asTheyWere }: Pick<GatewayContext, 'asTheyWere'>): void {
  if (errand.state === 'interrupted' && !asTheyWere.has(errand.id)) asTheyWere.set(errand.id, errand);
}

/** An errand as it is shown in this answer. */
export function asItWas(found: Errand, { asTheyWere }: Pick<GatewayContext, 'asTheyWere'>): Errand {
  return isOver(found) ? found : (asTheyWere.get(found.id) ?? found);
}
