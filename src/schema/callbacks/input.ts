/** `CallbackInput`: who is told of a job or a list, and when. Knows no endpoint. */
import type { CallbackMoment } from '../../errands/callbacks/callback.ts';
import type { Deliveries } from '../../errands/callbacks/deliveries.ts';
import type { UserError } from '../../starts/user-errors.ts';
import { builder } from '../builder.ts';
import { JobMoment } from '../types/job-contents.ts';

/** As callers write it. */
export interface CallbackInput {
  readonly to: string;
  readonly on?: CallbackMoment | null;
}

/** The field `callback` of an input, for tables. */
export const CALLBACK_FIELD = {
  type: 'CallbackInput',
  description:
    'Who is told once it is so far, whether or not anybody watches: one signed HTTP request, repeated until it is taken. See `callbackDeliveries`.',
} as const;

builder.inputType('CallbackInput', {
  description: 'Who is told, and at which moment.',
  fields: (t) => ({
    to: t.string({
      required: true,
      description: 'The name of one of the `CALLBACKS` of this gateway. No URL is taken.',
    }),
    on: t.field({
      type: JobMoment,
      defaultValue: 'finished',
      description:
        'The moment. That a job failed is told as `job.finished`, whatever stands here; a list is told of when it is over.',
    }),
  }),
});

/** What is wrong with one; `path` leads to it. */
export function callbackProblems(
  path: readonly string[],
  { to }: CallbackInput,
  deliveries: Deliveries,
): UserError[] {
  if (deliveries.knows(to)) return [];
  const message =
    'This gateway has no callback of that name: names stand in its setting CALLBACKS. Nothing was started.';
  return [{ code: 'BAD_USER_INPUT', message, field: [...path, 'to'] }];
}
