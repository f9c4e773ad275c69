/**
 * Pages through all tasks of a project as a Relay application does: compiled artifacts, a real environment, its store
 * and connection handler. Prints what the store holds after each page.
 *
 *   node page-through.mjs <artifacts> <url> <token> <gid of the project> <tasks a page>
 */
import { createRequire } from 'node:module';
import runtime from 'relay-runtime';

const [artifacts, url, token, gid, count] = process.argv.slice(2);
const artifact = createRequire(`${artifacts}/`);
const query = artifact('./LaunchQuery.graphql.js');
const fragment = artifact('./Launch_project.graphql.js');

const environment = new runtime.Environment({
  network: runtime.Network.create(send),
  store: new runtime.Store(new runtime.RecordSource()),
});
const variables = { gid, count: Number(count) };
const first = runtime.createOperationDescriptor(query, variables);
environment.retain(first);
await runtime.fetchQuery(environment, query, variables).toPromise();

const selector = runtime.getSingularSelector(fragment, environment.lookup(first.fragment).data.project);
const { identifierField, paginationRequest, connectionPathInFragmentData } = runtime.getPaginationMetadata(
  fragment,
  'page-through',
);
const pages = [];
while (pages.length < 50) {
  const { data } = environment.lookup(selector);
  const connection = runtime.getValueAtPath(data, connectionPathInFragmentData);
  pages.push({ gids: connection.edges.map(({ node }) => node.gid), pageInfo: connection.pageInfo });
  if (!connection.pageInfo.hasNextPage) break;
  const next = { id: data[identifierField], count: variables.count, cursor: connection.pageInfo.endCursor };
  await runtime.fetchQuery(environment, paginationRequest, next).toPromise();
}
console.log(JSON.stringify(pages));

async function send(request, values) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: request.text, variables: values }),
  });
  return response.json();
}
