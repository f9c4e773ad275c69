/**
 * `naive` with what one would add next: a DataLoader per request, so that nothing is read twice, and `/batch`, ten
 * reads in one call.
 */
import { createServer } from 'node:http';
import DataLoader from 'dataloader';
import { createYoga } from 'graphql-yoga';
import { Agent, setGlobalDispatcher } from 'undici';
import { schema } from '../naive/schema.mjs';

setGlobalDispatcher(new Agent({ connections: 40 }));

const base = process.env.ASANA_BASE_URL;
const yoga = createYoga({
  schema,
  logging: false,
  context: ({ request }) => {
    const authorization = request.headers.get('authorization');
    const loader = new DataLoader((paths) => readAll(paths, authorization), { maxBatchSize: 10 });
    return { get: (path) => loader.load(path) };
  },
});

async function readAll(paths, authorization) {
  const [only] = paths;
  if (paths.length === 1) {
    const reply = await fetch(base + only, { headers: { accept: 'application/json', authorization } });
    if (!reply.ok) return [new Error(`GET ${only}: ${reply.status}`)];
    return [(await reply.json()).data];
  }
  const reply = await fetch(`${base}/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ data: { actions: paths.map(actionOf) } }),
  });
  if (!reply.ok) return paths.map((path) => new Error(`GET ${path} in a batch: ${reply.status}`));
  const { data } = await reply.json();
  return data.map(({ status_code: status, body }, index) =>
    status === 200 ? body.data : new Error(`GET ${paths[index]} in a batch: ${status}`),
  );
}

function actionOf(path) {
  const [relative, query] = path.split('?');
  const { limit, opt_fields: fields, ...data } = Object.fromEntries(new URLSearchParams(query));
  return {
    method: 'get',
    relative_path: relative,
    data,
    options: { ...(limit && { limit: Number(limit) }), ...(fields && { fields: fields.split(',') }) },
  };
}

const server = createServer(yoga);
server.listen(0, '127.0.0.1', () => {
  console.log(`ready at http://127.0.0.1:${server.address().port}/graphql`);
});
