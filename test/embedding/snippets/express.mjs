import { createServer } from 'node:http';
import { mountGateway, parseConfig } from 'asana-jobs-gateway';
import express from 'express';

const gateway = await mountGateway({ ...parseConfig({ env: process.env }), path: '/asana' });

const app = express();
app.use('/asana', gateway.handle); // before whatever parses bodies
app.use(express.json());
app.get('/', (_request, response) => response.send('The rest of the site'));

const server = createServer(app);
server.on('upgrade', (request, socket, head) => {
  if (!gateway.handleUpgrade(request, socket, head)) socket.destroy();
});
server.listen(process.env.PORT, () => console.log(`listens on ${server.address().port}`));

process.once('SIGTERM', async () => {
  server.close();
  await gateway.close();
});
