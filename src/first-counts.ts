/**
 * Begins at 0 what somebody is woken up for: a counter that appears with its first count has not increased as far as
 * Prometheus can see, so the first alarm after each start would not come. `docs/alerts.yml` says which those are.
 */
import { STARTS } from './asana/api/starts.ts';
import { WRITES } from './asana/api/writes.ts';
import { PRIORITIES } from './asana/budget/permit.ts';
import type { CallbackEndpoint } from './config/callback-endpoints.ts';
import { ERRAND_LIMITS } from './errands/bounds.ts';
import { ERROR_CODES } from './errors.ts';
import type { Telemetry } from './telemetry.ts';

/** Limits on what is remembered; those at the door begin where the door is made. */
const REMEMBERING = [
  'idempotencyKeys',
  'idempotencyKeysInAll',
  ...ERRAND_LIMITS,
  'errandItems',
  'errandTokens',
];

/** Begins them. */
export function beginCounting({ begin }: Telemetry, callbacks: readonly CallbackEndpoint[]): void {
  for (const code of Object.keys(ERROR_CODES)) {
    begin('errors', { code });
    begin('upstream_outcomes', { outcome: code });
  }
  begin('upstream_outcomes', { outcome: 'ok' });
  for (const outcome of ['started', 'outcome_unknown']) {
    for (const kind of Object.keys(STARTS)) begin('starts', { kind, outcome });
  }
  for (const outcome of ['written', 'outcome_unknown']) {
    for (const write of Object.keys(WRITES)) begin('writes', { write, outcome });
  }
  for (const outcome of ['ok', 'error', 'refused', 'cancelled']) {
    for (const type of ['query', 'mutation', 'subscription']) {
      begin('requests', { type, transport: 'http', outcome });
    }
  }
  for (const { name: to } of callbacks) {
    for (const outcome of ['delivered', 'repeated', 'failed', 'gone']) begin('callbacks', { to, outcome });
  }
  for (const limit of REMEMBERING) begin('refused', { limit });
  for (const priority of PRIORITIES) begin('budget_wait_seconds', { priority });
  for (const pace of ['normal', 'slow']) begin('detection_delay_seconds', { pace });
  for (const store of ['ledger', 'keys', 'errands']) begin('state_errors', { store });
  for (const outcome of ['sent', 'lost']) begin('spans', { outcome });
}
