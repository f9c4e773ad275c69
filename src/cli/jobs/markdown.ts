/** What each start takes on the command line, as Markdown for the documents. Pure. */

import { isInputObjectType } from 'graphql';
import { START_NAMES } from '../../asana/api/starts.ts';
import { capitalised } from '../../capitalised.ts';
import { createSchema } from '../../schema/index.ts';
import { JOB_KINDS } from '../../schema/starts/table.ts';
import { kebab, startFlags } from './start-flags.ts';

/** Every start with its flags, one row each. */
export function startFlagsMarkdown(): string {
  const schema = createSchema();
  const rows = START_NAMES.map((name) => {
    const type = schema.getType(`${capitalised(name)}Input`);
    if (!isInputObjectType(type)) throw new Error(`${name} has no input`);
    const { field } = JOB_KINDS[name].target;
    const flags = startFlags(type).filter(({ path }) => path[0] !== field);
    return `| \`${kebab(name)}\` | \`${kebab(field)}\` | ${flags.map((flag) => `\`${flag.name}\``).join(' ')} |`;
  });
  return ['| start | target | flags |', '|---|---|---|', ...rows].join('\n');
}
