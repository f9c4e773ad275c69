/**
 * The table of starts as Markdown, for the README. Pure.
 */
import { START_NAMES, STARTS, type StartRoute } from '../../asana/api/starts.ts';
import { jobKindName } from './job-kind.ts';

/** Every start, one row each: mutation, REST call, what its job makes. */
export function jobKindsMarkdown(): string {
  const rows = START_NAMES.map((name) => {
    const { path, fills }: StartRoute = STARTS[name];
    const makes = fills === undefined ? '–' : `\`${camelCase(fills)}\``;
    return `| \`${name}\` | \`${jobKindName(name)}\` | \`POST ${path}\` | ${makes} |`;
  });
  return ['| mutation | kind | REST call | the job fills |', '|---|---|---|---|', ...rows].join('\n');
}

function camelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
