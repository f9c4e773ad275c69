/**
 * The least there can be between a caller and Asana: a bare `node:http` server that passes a GET on with `undici`
 * and sends the reply back unread.
 */
import { createServer } from 'node:http';
import { Pool } from 'undici';

const upstream = new URL(process.env.ASANA_BASE_URL);
const pool = new Pool(upstream.origin, { connections: 256 });

const server = createServer(async (request, response) => {
  try {
    const { authorization } = request.headers;
    const reply = await pool.request({
      method: 'GET',
      path: upstream.pathname + request.url,
      headers: { accept: 'application/json', authorization },
    });
    const body = await reply.body.text();
    response.writeHead(reply.statusCode, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  } catch {
    response.writeHead(502).end();
  }
});

server.listen(0, '127.0.0.1', () => {
  console.log(`ready at http://127.0.0.1:${server.address().port}/`);
});
