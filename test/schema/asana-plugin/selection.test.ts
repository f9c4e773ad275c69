import { type FragmentDefinitionNode, Kind } from 'graphql';
import { describe, expect, test } from 'vitest';
import { fieldPaths } from '../../../src/asana/api/fields.ts';
import { cpuWatch } from '../../support/cpu.ts';
import { documentOf, pathsOf, treesOf } from './plan-harness.ts';

interface Case {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly paths: string[];
}

const plans = (title: string, cases: Readonly<Record<string, Case>>) =>
  describe(title, () => {
    test.each(Object.entries(cases))('%s', (_name, { query, variables, paths }) => {
      expect(pathsOf(query, variables)).toEqual(paths);
    });
  });

plans('plain selections', {
  'a value asks for its key': { query: '{ task { name } }', paths: ['name'] },
  'a camelCase field asks in snake case': { query: '{ task { permalinkUrl } }', paths: ['permalink_url'] },
  'a key that is spelt otherwise is asked as Asana spells it': {
    query: '{ user { photo { image21x21 } } }',
    paths: ['photo.image_21x21'],
  },
  'gid and id alone ask for the gid': { query: '{ task { id gid resourceType } }', paths: ['gid'] },
  'an id beside other fields is not named': { query: '{ task { id gid name } }', paths: ['name'] },
  'relations ride along under their prefix': {
    query: '{ job { status newProject { name owner { name } team { name } members { email } } } }',
    paths: [
      'new_project.members.email',
      'new_project.name',
      'new_project.owner.name',
      'new_project.team.name',
      'status',
    ],
  },
  'a computed field asks for all it needs': {
    query: '{ task { customFields { resourceSubtype } } }',
    paths: ['custom_fields.resource_subtype', 'custom_fields.type'],
  },
  'an inline object without a gid is entered as it is': {
    query: '{ task { memberships { section { name } } } }',
    paths: ['memberships.section.name'],
  },
  'fields of the gateway ask for nothing': {
    query: '{ job { kind startedAt finishedAt observedAt source { __typename } } }',
    paths: ['gid'],
  },
  'a list endpoint asks nothing of its parent': {
    query: '{ project { name tasks { nodes { name } } taskCounts { numTasks } } }',
    paths: ['name'],
  },
});

plans('selections without a leaf', {
  'a typename alone asks for the gid': { query: '{ task { __typename } }', paths: ['gid'] },
  'a typename below asks for the gid there': {
    query: '{ task { __typename assignee { __typename } } }',
    paths: ['assignee.gid'],
  },
  'a relation with only a list below asks for its gid': {
    query: '{ job { newProject { tasks { nodes { name } } } } }',
    paths: ['new_project.gid'],
  },
});

plans('aliases and repetition', {
  'one response key in several places is read as one': {
    query: `{ task { assignee { name } ...A assignee { email } ... on Task { assignee { photo { image36x36 } } } } }
      fragment A on Task { assignee { workspaces { nodes { name } } } }`,
    paths: ['assignee.email', 'assignee.name', 'assignee.photo.image_36x36', 'assignee.workspaces.name'],
  },
  'the root field in several places is read as one': {
    query: '{ task { name } task { notes } ...Q } fragment Q on Query { task { dueOn } }',
    paths: ['due_on', 'name', 'notes'],
  },
  'aliases of one relation are united': {
    query: '{ task { a: assignee { name } b: assignee { email } c: name } }',
    paths: ['assignee.email', 'assignee.name', 'name'],
  },
  'an alias named like another field misleads nobody': {
    query: '{ task { name: notes notes: name } }',
    paths: ['name', 'notes'],
  },
});

const SKIPS = `query ($yes: Boolean = true, $no: Boolean!) { task {
  a: name @include(if: $yes) notes @include(if: $no) dueOn @skip(if: $yes) startOn @skip(if: $no)
  both: htmlNotes @skip(if: $no) @include(if: $yes) neither: dueAt @skip(if: $yes) @include(if: $yes)
} }`;

plans('@skip and @include', {
  'literals on fields': {
    query: '{ task { name @skip(if: true) notes @include(if: true) dueOn @include(if: false) } }',
    paths: ['notes'],
  },
  'variables and their defaults on fields': {
    query: SKIPS,
    variables: { no: false },
    paths: ['html_notes', 'name', 'start_on'],
  },
  'variables the other way round': {
    query: SKIPS,
    variables: { yes: false, no: true },
    paths: ['due_on', 'notes'],
  },
  'on a relation, with all below it': {
    query: '{ task { name assignee @skip(if: true) { email } } }',
    paths: ['name'],
  },
  'on a fragment spread': {
    query: 'query ($on: Boolean!) { task { name ...A @include(if: $on) } } fragment A on Task { notes }',
    variables: { on: false },
    paths: ['name'],
  },
  'a spread skipped here counts where it is not skipped': {
    query: '{ task { ...A @skip(if: true) ...A } } fragment A on Task { notes }',
    paths: ['notes'],
  },
  'on an inline fragment with and without a type': {
    query:
      '{ task { ... @skip(if: true) { name } ... on Task @include(if: false) { notes } ... { dueOn } } }',
    paths: ['due_on'],
  },
  'everything skipped asks for the gid': {
    query: '{ task { name @skip(if: true) } }',
    paths: ['gid'],
  },
});

plans('fragments and abstract types', {
  'a fragment on an interface applies': {
    query: '{ task { ...N } } fragment N on Node { id ... on Task { name assignee { name } } }',
    paths: ['assignee.name', 'name'],
  },
  'inside a fragment on an interface another type does not apply': {
    query: '{ task { ... on Node { ... on Project { archived } ... on Task { name } } } }',
    paths: ['name'],
  },
  'a fragment applies through an interface within it': {
    query:
      '{ projectNode { ... on Project { ... on Node { ... on Project { color } } } ... on Task { dueOn } } }',
    paths: ['color'],
  },
  'an outer fragment of another type hides an inner one that would apply': {
    query: '{ projectNode { ... on Task { name ... on Node { ... on Project { color } } } id } }',
    paths: ['gid'],
  },
  'a result is planned by the key each type comes under': {
    query: '{ job { result { ... on Project { name } ... on Task { dueOn } ... on Node { id } } } }',
    paths: [
      'new_graph_export.gid',
      'new_portfolio.gid',
      'new_project.name',
      'new_project_template.gid',
      'new_resource_export.gid',
      'new_task.due_on',
    ],
  },
  'a result and the field beside it are united': {
    query: '{ job { newProject { color } result { __typename ... on Project { name } } } }',
    paths: [
      'new_graph_export.gid',
      'new_portfolio.gid',
      'new_project.color',
      'new_project.name',
      'new_project_template.gid',
      'new_resource_export.gid',
      'new_task.gid',
    ],
  },
  'items ask which type they are': {
    query: '{ items { nodes { __typename ... on Project { color } ... on Portfolio { archived } } } }',
    paths: ['archived', 'color', 'resource_type'],
  },
});

plans('connections and payloads', {
  'nodes and edges plan the same page': {
    query: '{ tasks { nodes { name } edges { cursor node { notes } } pageInfo { endCursor } } }',
    paths: ['name', 'notes'],
  },
  'a page without nodes asks for gids': {
    query: '{ tasks { pageInfo { hasNextPage } edges { cursor } } }',
    paths: ['gid'],
  },
  'an inline connection rides in its parent': {
    query: '{ user { workspaces { edges { node { isOrganization } } pageInfo { hasNextPage } } } }',
    paths: ['workspaces.is_organization'],
  },
  'a start plans its job wherever it is selected': {
    query:
      '{ started { ...P userErrors { code } j: job { newProject { name } } } } fragment P on DuplicateProjectPayload { job { status } }',
    paths: ['new_project.name', 'status'],
  },
  'a start without its job asks for the gid': {
    query: '{ started { userErrors { message } } }',
    paths: ['gid'],
  },
  'a skipped job is not selected': {
    query: '{ startedAndAsked { job @skip(if: true) { gid } userErrors { code } } }',
    paths: ['false'],
  },
});

test('the order of siblings does not change the plan', () => {
  const fields = [
    'name',
    'dueOn',
    'assignee { name email }',
    '...A',
    '... on Node { id }',
    'projects { name }',
  ];
  const planOf = (order: readonly string[]) =>
    pathsOf(`{ task { ${order.join(' ')} } } fragment A on Task { notes assignee { gid } }`);
  const expected = planOf(fields);
  for (const at of fields.keys()) {
    expect(planOf([...fields.slice(at), ...fields.slice(0, at)])).toEqual(expected);
  }
  expect(planOf([...fields].reverse())).toEqual(expected);
});

test('fragments that refer to each other many times over are expanded once per place', () => {
  const levels = 22;
  const fragments = Array.from({ length: levels }, (_, level) =>
    level === levels - 1
      ? `fragment F${level} on Task { name }`
      : `fragment F${level} on Task { ...F${level + 1} ... on Task { ...F${level + 1} } ...F${level + 1} }`,
  );
  const document = documentOf(`{ task { ...F0 } } ${fragments.join('\n')}`);
  let visits = 0;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    const { selectionSet } = definition;
    Object.defineProperty(definition, 'selectionSet', {
      get: (): FragmentDefinitionNode['selectionSet'] => {
        visits += 1;
        return selectionSet;
      },
    });
  }
  expect(treesOf(document).map(fieldPaths)).toEqual([['name']]);
  expect(visits).toBe(levels);
});

test('a lattice of fragments through a relation stays linear', () => {
  const levels = 22;
  const fragments = Array.from({ length: levels }, (_, level) =>
    level === levels - 1
      ? `fragment F${level} on Task { name }`
      : `fragment F${level} on Task { parent { ...F${level + 1} } a: parent { ...F${level + 1} } }`,
  );
  const spentMs = cpuWatch();
  const [path] = pathsOf(`{ task { ...F0 } } ${fragments.join('\n')}`);
  expect(path).toBe(`${'parent.'.repeat(levels - 1)}name`);
  expect(spentMs()).toBeLessThan(2_000);
});

describe('remembered plans', () => {
  test('a document that is used again brings its plans along', () => {
    const document = documentOf('{ task { name assignee { name } } }');
    const [first] = treesOf(document);
    const [second] = treesOf(document);
    expect(second).toBe(first);
  });

  test('variables that decide nothing do not make another plan', () => {
    const document = documentOf(
      'query ($x: Boolean = false, $on: Boolean!) { task { name notes @include(if: $on) } user { name @skip(if: $x) } }',
    );
    const [one] = treesOf(document, { on: true, x: true });
    const [other] = treesOf(document, { on: true, x: false });
    expect(other).toBe(one);
  });

  test('variables that decide are told apart, in any order', () => {
    const document = documentOf(
      'query ($on: Boolean!, $deep: Boolean!) { task { name ...A @include(if: $on) } } fragment A on Task { assignee { email @skip(if: $deep) } }',
    );
    const paths = (on: boolean, deep: boolean) => treesOf(document, { on, deep }).map(fieldPaths)[0];
    const expected = {
      plain: ['name'],
      on: ['assignee.email', 'name'],
      deep: ['assignee.gid', 'name'],
    };
    for (let round = 0; round < 2; round += 1) {
      expect(paths(false, false)).toEqual(expected.plain);
      expect(paths(true, false)).toEqual(expected.on);
      expect(paths(true, true)).toEqual(expected.deep);
      expect(paths(false, true)).toEqual(expected.plain);
    }
  });

  test('one field node under different places keeps a plan for each', () => {
    const document = documentOf(
      `query ($on: Boolean!) { a: task { ...F } b: task { ...F name @include(if: $on) } } fragment F on Task { dueOn }`,
    );
    expect(treesOf(document, { on: true }).map(fieldPaths)).toEqual([['due_on'], ['due_on', 'name']]);
    expect(treesOf(document, { on: false }).map(fieldPaths)).toEqual([['due_on'], ['due_on']]);
  });
});
