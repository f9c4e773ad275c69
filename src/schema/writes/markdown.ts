/**
 * The table of writes as Markdown, for the documents. Pure.
 */
import { WRITE_NAMES, writeOf } from '../../asana/api/writes.ts';

/** Every write, one row each: mutation, REST call, what the payload has, whether it may be sent again. */
export function writesMarkdown(): string {
  const rows = WRITE_NAMES.map((name) => {
    const { method, path, input, answer, isRepeated } = writeOf(name);
    const inputs = Object.entries(input).map(([field, { required }]) => `${field}${required ? '!' : ''}`);
    const from = answer.isReply ? '' : answer.type === null ? '' : ', read afterwards';
    const sent = isRepeated ? 'again, like a read' : 'once; takes `idempotencyKey`';
    return `| \`${name}\` | \`${inputs.join(' ')}\` | \`${method} ${path}\` | \`${answer.field}\`${from} | ${sent} |`;
  });
  return ['| mutation | input | REST call | payload | sent |', '|---|---|---|---|---|', ...rows].join('\n');
}
