/** Composes the subgraph given on standard input into a supergraph on standard output; problems go to standard error. */
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

const [name, url] = process.argv.slice(2);
let sdl = '';
for await (const chunk of process.stdin) sdl += chunk;
const result = composeServices([{ name, url, typeDefs: parse(sdl) }]);
if (result.errors?.length) {
  console.error(result.errors.map(String).join('\n'));
  process.exit(1);
}
console.log(result.supergraphSdl);
