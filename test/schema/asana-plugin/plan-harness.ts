/** Plans queries without reading anything: root fields of the real types whose resolvers only note their plan. */
import { execute, type GraphQLNamedType, GraphQLObjectType, GraphQLSchema, parse, validate } from 'graphql';
import { type FieldTree, fieldPaths } from '../../../src/asana/api/fields.ts';
import { plan, planChild, selects } from '../../../src/schema/asana-plugin/selection.ts';
import { createSchema } from '../../../src/schema/index.ts';

const real = createSchema();
const noted: FieldTree[] = [];

function rootField(typeName: string, note: (...args: Parameters<typeof plan>) => FieldTree = plan) {
  return {
    type: real.getType(typeName) as GraphQLObjectType,
    resolve: (_root: unknown, _args: unknown, _context: unknown, info: Parameters<typeof plan>[0]) => {
      noted.push(note(info));
      return null;
    },
  };
}

const nodeTypes = () => [...real.getPossibleTypes(real.getType('Node') as never)] as GraphQLNamedType[];

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      job: rootField('Job'),
      task: rootField('Task'),
      project: rootField('Project'),
      user: rootField('User'),
      items: rootField('PortfolioItemConnection'),
      tasks: rootField('TaskConnection'),
      projectNode: rootField('Node', (info) => plan(info, real.getType('Project') as GraphQLNamedType)),
      started: rootField('DuplicateProjectPayload', (info) => planChild(info, 'job')),
      startedAndAsked: rootField('DuplicateProjectPayload', (info) => ({
        [String(selects(info, 'job'))]: {},
      })),
    },
  }),
  types: nodeTypes() as GraphQLObjectType[],
});

/** A parsed and checked document, to be planned any number of times. */
export function documentOf(source: string) {
  const document = parse(source);
  const problems = validate(schema, document);
  if (problems.length > 0) throw new Error(problems.map(String).join('\n'));
  return document;
}

/** The trees the root fields of a document plan. */
export function treesOf(
  document: ReturnType<typeof documentOf>,
  variables: Record<string, unknown> = {},
): FieldTree[] {
  noted.length = 0;
  const result = execute({ schema, document, variableValues: variables });
  if (result instanceof Promise) throw new Error('planning waits for nothing');
  if (result.errors) throw new Error(result.errors.map(String).join('\n'));
  return [...noted];
}

/** The field paths a query with one root field asks for. */
export function pathsOf(source: string, variables: Record<string, unknown> = {}): string[] {
  const trees = treesOf(documentOf(source), variables);
  if (trees.length !== 1) throw new Error(`${trees.length} root fields planned`);
  return fieldPaths(trees[0] as FieldTree);
}
