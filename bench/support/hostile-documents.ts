/**
 * Requests that are small to send and meant to be large to answer. Each call makes a text that no cache knows.
 */

/** One attack. */
export interface Attack {
  readonly name: string;
  /** The body of the request; the number makes it new. */
  readonly body: (turn: number) => string;
  /** What the refusal says. */
  readonly refusedWith: RegExp;
}

const request = (query: string, variables: unknown = undefined): string =>
  JSON.stringify({ query, variables });
const many = (count: number, each: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => each(index)).join(' ');
const nested = (count: number, open: string, inner: string): string =>
  `${`${open} { `.repeat(count)}${inner}${' }'.repeat(count)}`;

const TOO_LARGE = /QUERY_TOO_LARGE/;
const REFUSED = /QUERY_TOO_LARGE|GRAPHQL_VALIDATION_FAILED|GRAPHQL_PARSE_FAILED|BAD_USER_INPUT|BAD_REQUEST/;

/** The lattice: every level spreads the next one twice. */
function lattice(levels: number, turn: number): string {
  const fragments = many(
    levels,
    (level) => `fragment F${level} on Task { a${turn}: gid ...F${level + 1} ...F${level + 1} }`,
  );
  return `{ task(gid: "1") { ...F0 } } ${fragments} fragment F${levels} on Task { gid }`;
}

/** The attacks of the limits. */
export const ATTACKS: readonly Attack[] = [
  {
    name: 'a lattice of 22 fragments',
    body: (turn) => request(lattice(22, turn)),
    refusedWith: REFUSED,
  },
  {
    name: '1,000 aliases',
    body: (turn) =>
      request(`{ ${many(1_000, (index) => `a${turn}_${index}: task(gid: "${index}") { gid }`)} }`),
    refusedWith: TOO_LARGE,
  },
  {
    name: '1,000 aliases of one leaf',
    body: (turn) => request(`{ task(gid: "1") { ${many(1_000, (index) => `a${turn}_${index}: name`)} } }`),
    refusedWith: TOO_LARGE,
  },
  {
    name: 'depth 100',
    body: (turn) => request(`{ task(gid: "${turn + 1}") { ${nested(100, 'parent', 'gid')} } }`),
    refusedWith: TOO_LARGE,
  },
  {
    name: 'depth 100 by fragments',
    body: (turn) =>
      request(
        `{ task(gid: "${turn + 1}") { ...D0 } } ${many(100, (level) => `fragment D${level} on Task { parent { ...D${level + 1} } }`)} fragment D100 on Task { gid }`,
      ),
    refusedWith: TOO_LARGE,
  },
  {
    name: 'first: 10000',
    body: (turn) =>
      request(
        `{ project(gid: "${turn + 1}") { tasks(first: 10000) { nodes { gid name assignee { name } } } } }`,
      ),
    refusedWith: REFUSED,
  },
  {
    name: 'pages within pages',
    body: (turn) =>
      request(
        `{ project(gid: "${turn + 1}") { tasks(first: 100) { nodes { subtasks(first: 100) { nodes { subtasks(first: 100) { nodes { gid } } } } } } } }`,
      ),
    refusedWith: TOO_LARGE,
  },
  {
    name: '10,000 ids',
    body: (turn) => {
      const gids = Array.from({ length: 10_000 }, (_, index) => String(turn * 10_000 + index));
      return request('query($gids: [ID!]!) { jobs(gids: $gids) { gid } }', { gids });
    },
    refusedWith: TOO_LARGE,
  },
  {
    name: '20,000 values in variables',
    body: (turn) =>
      request(`query Q${turn}($gid: ID!) { job(gid: $gid) { gid } }`, {
        gid: '1',
        more: Array.from({ length: 20_000 }, (_, index) => index),
      }),
    refusedWith: TOO_LARGE,
  },
  {
    name: 'variables nested 5,000 deep',
    body: (turn) =>
      `{"query":"query Q${turn}($gid: ID!) { job(gid: $gid) { gid } }","variables":{"gid":"1","more":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`,
    refusedWith: TOO_LARGE,
  },
  {
    name: 'one field 5,000 times',
    body: (turn) => request(`query Q${turn} { task(gid: "1") { ${'name '.repeat(5_000)} } }`),
    refusedWith: REFUSED,
  },
  {
    name: 'fragments within themselves',
    body: (turn) =>
      request(
        `{ task(gid: "${turn + 1}") { ...A } } fragment A on Task { parent { ...B } } fragment B on Task { parent { ...A } }`,
      ),
    refusedWith: REFUSED,
  },
  {
    name: '2,000 unknown fields',
    body: (turn) => request(`{ task(gid: "1") { ${many(2_000, (index) => `x${turn}_${index}`)} } }`),
    refusedWith: REFUSED,
  },
  {
    name: '5,000 directives',
    body: (turn) => request(`query Q${turn} { __typename ${'@skip(if: false) '.repeat(5_000)} }`),
    refusedWith: REFUSED,
  },
  {
    name: 'introspection within introspection',
    body: (turn) =>
      request(
        `query Q${turn} { __schema { types { ${nested(6, 'fields { type', 'name').replace(/ \}/g, ' } }')} } } }`,
      ),
    refusedWith: REFUSED,
  },
  {
    name: '900 KB of open braces',
    body: (turn) => request(`query Q${turn} ${'{ a '.repeat(220_000)}`),
    refusedWith: REFUSED,
  },
];
