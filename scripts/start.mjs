/**
 * Behind `npm start` and `npm run demo`: builds when needed, then is the command line, in this very process, so that
 * signals and exit codes need no passing on.
 */
import { build } from './build.mjs';

await build({ quiet: true }).catch((error) => {
  console.error(`The build failed: ${error.message}`);
  process.exit(1);
});
await import('../dist/cli.js');
