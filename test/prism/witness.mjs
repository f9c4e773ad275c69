/**
 * Prism as a witness: passes every call on to `upstream`, holds call and reply against the document, and keeps what it
 * objects to. `GET /-/seen` answers with all calls so far; Prism's own server would cut a long list short.
 *
 *   node witness.mjs <document> <upstream>     prints its port
 *   node witness.mjs <document>                answers by itself, with the document's own examples, but no batches
 */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { getHttpOperationsFromSpec } = require('@stoplight/prism-http');
const { createClientFromOperations } = require('@stoplight/prism-http/dist/client');

const [document, upstream] = process.argv.slice(2);
const silent = Object.fromEntries(
  ['info', 'success', 'warn', 'error', 'debug', 'trace'].map((name) => [name, () => {}]),
);
silent.child = () => silent;
const prism = createClientFromOperations(await getHttpOperationsFromSpec(document), {
  ...(upstream ? { isProxy: true, upstream: new URL(upstream) } : { isProxy: false }),
  upstreamProxy: undefined,
  // What a mock is asked for beyond the document it would refuse.
  validateRequest: Boolean(upstream),
  validateResponse: true,
  checkSecurity: true,
  errors: false,
  mock: { dynamic: false },
  logger: silent,
});
const seen = [];

const server = createServer(async (request, response) => {
  try {
    if (request.url === '/-/seen') return response.end(JSON.stringify(seen));
    if (!upstream && request.url === '/batch') return response.writeHead(404).end('{"errors":[]}');
    const text = await textOf(request);
    const { host: _, ...headers } = request.headers;
    const reply = await prism.request(request.url, {
      method: request.method.toLowerCase(),
      headers,
      body: text === '' ? undefined : JSON.parse(text),
    });
    const { method, url } = request;
    const { input, output } = reply.violations;
    seen.push({ method, url, status: reply.status, request: input, response: output });
    for (const name of ['retry-after', 'asana-change', 'location']) {
      if (reply.headers[name] !== undefined) response.setHeader(name, reply.headers[name]);
    }
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.data));
  } catch (error) {
    seen.push({
      method: request.method,
      url: request.url,
      status: 0,
      problem: String(error?.stack ?? error),
    });
    response.writeHead(502).end();
  }
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));

async function textOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
