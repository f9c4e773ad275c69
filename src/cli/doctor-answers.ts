/**
 * What the gateway makes of a reply, in the words of the doctor's report: asked of the gateway's own judgement, so that
 * the report names no code that callers do not get. Of Asana's texts only the name of a missing scope comes through.
 */

import { type Expected, judge, type Reply, readBatch } from '../asana/replies/replies.ts';
import { isSuccess, ruleOf } from '../asana/replies/reply-table.ts';
import { type GatewayError, isGatewayError } from '../errors.ts';

const CALL = 'a call of the doctor';

/** What callers get for such a reply to a read; null where it is taken as it came. */
export function answerTo(reply: Reply, shape: Expected['shape']): string | null {
  const judged = judge(reply, { call: CALL, shape, gid: shape === 'record' });
  return isGatewayError(judged) ? answerWith(judged) : null;
}

/** What becomes of reads whose batch got such a reply; null where its results are taken. */
export function answerToBatch(reply: Reply, actions: number): string | null {
  if (isSuccess(reply.status)) {
    const results = readBatch(reply, CALL, actions);
    return isGatewayError(results) ? answerWith(results) : null;
  }
  switch (ruleOf(reply.status).batch) {
    case 'shared':
      return answerTo(reply, 'none');
    case 'in halves':
      return 'sends smaller batches';
    case 'one by one':
      return 'reads this batch with parallel GETs';
    case 'one by one from now on':
      return 'reads with parallel GETs, and remembers that for the token';
  }
}

/** What callers get for such an error. */
export function answerWith({ code, details }: GatewayError): string {
  const { missingScope } = details;
  return `answers ${code}${typeof missingScope === 'string' ? ` with missingScope ${missingScope}` : ''}`;
}
