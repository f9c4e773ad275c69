/** Small queries meant to be answered at length. */
import type { Attack, Target } from '../attack.ts';
import { sideBySide } from '../attack.ts';
import { crowd, post } from '../clients.ts';

const aliases = (count: number, each: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => each(index)).join(' ');

/** Repeats queries and complains of answers that are long or an alarm. */
function asking(
  name: string,
  queries: readonly string[],
  options: Partial<Attack> & { token?: boolean } = {},
): Attack {
  const { token = false, ...rest } = options;
  return {
    name,
    ...rest,
    async run(target: Target, signal) {
      const agent = crowd(12);
      const complaints: string[] = [];
      const headers = token ? { authorization: target.authorization } : {};
      const sent = await sideBySide(12, signal, async (index) => {
        const query = queries[index % queries.length] ?? '';
        const { head } = await post(target, JSON.stringify({ query }), { agent, headers });
        if (head.includes('INTERNAL_SERVER_ERROR')) complaints.push(head);
      });
      agent.destroy();
      return { sent, complaints };
    },
  };
}

const SEVENTY = aliases(70, (index) => `f${index}: name`);

export const queries: readonly Attack[] = [
  asking('introspection through aliases and fragments, without a token', [
    `{ ${aliases(20, (index) => `a${index}: __schema { ...F }`)} } fragment F on __Schema { types { fields { ${SEVENTY} } } }`,
    `{ ${aliases(20, (index) => `a${index}: __schema { types { ...T } }`)} } fragment T on __Type { ${aliases(8, (index) => `p${index}: possibleTypes { fields { args { name description } } }`)} }`,
    `{ ${aliases(50, (index) => `a${index}: __type(name: "Task") { ...T }`)} } fragment T on __Type { ${aliases(50, (index) => `d${index}: fields { description type { description } }`)} }`,
  ]),
  asking(
    'a long field asked for again and again',
    [
      `{ project(gid: "1") { tasks(first: 100) { nodes { ${aliases(60, (index) => `b${index}: notes`)} } } } }`,
      `{ ${aliases(40, (index) => `p${index}: project(gid: "${index}") { ${aliases(2, (each) => `n${index}x${each}: notes`)} tasks(first: 100) { nodes { notes } } }`)} }`,
    ],
    { token: true },
  ),
  asking(
    'representations by the thousand, without a token',
    [
      `{ ${aliases(49, (index) => `e${index}: _entities(representations: [${'{__typename: "Job", gid: "1"},'.repeat(150)}]) { __typename }`)} }`,
    ],
    { env: { FEDERATION: 'on' } },
  ),
  asking('documents that are hard to read', [
    `{ ${'me { workspaces { nodes { '.repeat(40)}name${' } } }'.repeat(40)} }`,
    `{ ${aliases(900, (index) => `a${index}: __typename`)} }`,
    `{ me { ...F0 } } ${aliases(22, (index) => `fragment F${index} on User { ...F${index + 1} ...F${index + 1} }`)} fragment F22 on User { name }`,
    `query (${aliases(500, (index) => `$v${index}: ID!`)}) { me { name } }`,
    `{ ${'['.repeat(5_000)}`,
  ]),
];
