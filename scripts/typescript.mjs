/**
 * Lets Node run the repository's TypeScript as it stands: `node --import ./scripts/typescript.mjs some.ts`.
 * For tools only (codegen, benchmarks); the program itself is built by build.mjs.
 */
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
