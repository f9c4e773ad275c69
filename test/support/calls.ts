/** Upstream calls as lines a test can read: `GET /tasks/1 [gid,name]`, a batch as one line with its actions. */
import type { SandboxCall } from '../../src/sandbox/server.ts';

/** Each call that went over the wire, one line each. Actions of a batch follow their batch, indented. */
export function callLines(calls: readonly SandboxCall[]): string[] {
  return calls.map((call) => {
    const query = Object.entries(call.query)
      .filter(([name]) => name !== 'opt_fields')
      .map(([name, value]) => `${name}=${value}`);
    const target = query.length > 0 ? `${call.path}?${query.sort().join('&')}` : call.path;
    const fields = call.fields.length > 0 ? ` [${call.fields.join(',')}]` : '';
    const body = call.body === undefined ? '' : ` ${JSON.stringify(call.body)}`;
    return `${call.batched ? '  ' : ''}${call.method} ${target}${fields}${body}`;
  });
}
