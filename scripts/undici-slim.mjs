/**
 * Stands for `undici` inside the bundled command line: the parts the gateway uses. The package's own index also
 * loads fetch, WebSocket, caches and mocks, a third of the bundle and of its time to start. A name that is missing
 * here fails the build.
 */
import api from '../node_modules/undici/lib/api/index.js';
import Dispatcher from '../node_modules/undici/lib/dispatcher/dispatcher.js';

// As the package's index does: request() and its like are put on every dispatcher.
Object.assign(Dispatcher.prototype, api);

export { default as buildConnector } from '../node_modules/undici/lib/core/connect.js';
export { default as Agent } from '../node_modules/undici/lib/dispatcher/agent.js';
export { default as Client } from '../node_modules/undici/lib/dispatcher/client.js';
export { default as EnvHttpProxyAgent } from '../node_modules/undici/lib/dispatcher/env-http-proxy-agent.js';
export { default as Pool } from '../node_modules/undici/lib/dispatcher/pool.js';
export { Dispatcher };
