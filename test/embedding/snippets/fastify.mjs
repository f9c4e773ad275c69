import { mountGateway, parseConfig } from 'asana-jobs-gateway';
import Fastify from 'fastify';

const gateway = await mountGateway({ ...parseConfig({ env: process.env }), path: '/asana' });

const app = Fastify();
app.addHook('onRequest', (request, reply, done) => {
  if (!gateway.serves(request.raw)) return done();
  reply.hijack(); // before Fastify reads the body
  gateway.handle(request.raw, reply.raw);
});
app.server.on('upgrade', (request, socket, head) => {
  if (!gateway.handleUpgrade(request, socket, head)) socket.destroy();
});
app.addHook('preClose', () => gateway.close());
app.get('/', async () => 'The rest of the site');

await app.listen({ port: Number(process.env.PORT) });
console.log(`listens on ${app.server.address().port}`);

process.once('SIGTERM', () => app.close());
