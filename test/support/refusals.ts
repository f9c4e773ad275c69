/** Statuses with which Asana refuses what can be mended by its caller, each with the code that makes of it. */
import type { ErrorCode } from '../../src/errors.ts';

export const REFUSALS: readonly [status: number, code: ErrorCode][] = [
  [400, 'BAD_USER_INPUT'],
  [402, 'PAYMENT_REQUIRED'],
  [403, 'FORBIDDEN'],
  [404, 'NOT_FOUND'],
  [422, 'BAD_USER_INPUT'],
];
