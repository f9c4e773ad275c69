import { createServer } from 'node:http';
import { mountGateway, parseConfig } from 'asana-jobs-gateway';

// Settings as everywhere: from the environment. Or each by its name: { asanaToken: '…', maxOperations: 200 }.
const gateway = await mountGateway({ ...parseConfig({ env: process.env }), path: '/asana' });

const server = createServer((request, response) => {
  gateway.handle(request, response, () => response.end('The rest of the site'));
});
server.on('upgrade', (request, socket, head) => {
  if (!gateway.handleUpgrade(request, socket, head)) socket.destroy();
});
server.listen(process.env.PORT, () => console.log(`listens on ${server.address().port}`));

process.once('SIGTERM', async () => {
  server.close();
  await gateway.close(); // requests in flight finish, sockets are told to come back
});
