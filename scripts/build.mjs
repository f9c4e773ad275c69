/**
 * Builds dist/: the command line (cli.js, everything bundled), the library (index.js, everything but graphql), the
 * pages for browsers, and the licences of what they hold. Does nothing when the sources are what they were at the last
 * build; --force builds anyway, --types adds the declarations for the library. Plain JavaScript, since it runs before
 * anything is built.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagesOf, writeLicences } from './licences.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = path.join(ROOT, 'dist');
const STAMP = path.join(DIST, 'build.json');
const TYPES = path.join(DIST, 'index.d.ts');

/** CommonJS packages inside an ES module still call `require` for Node's own modules. */
const BANNER = [
  "import { createRequire as createRequireOfBundle } from 'node:module';",
  'const require = createRequireOfBundle(import.meta.url);',
].join('\n');

/** What the command line loads only when it is needed: a file of its own each, complete in itself. */
const ON_DEMAND = {
  sandbox: 'src/sandbox/server.ts',
  prometheus: 'src/telemetry/exposition.ts',
  redis: 'src/redis/redis.ts',
  // OpenTelemetry's SDK, with the API it brings. Nothing of it is outside: an image has no packages.
  opentelemetry: 'src/telemetry/otlp.ts',
  sqlite: 'src/sqlite/sqlite.ts',
  'pino-pretty': 'node_modules/pino-pretty/index.js',
};

/** What is built for browsers, each from its folder in src. */
const PAGES = ['graphiql', 'console'];

/** Builds what is stale and says so. Quiet, it says nothing where nothing is, and nothing on standard output. */
export async function build({ force = false, types = false, quiet = false } = {}) {
  const startedAt = performance.now();
  const fingerprint = fingerprintSources();
  const stale = force || !isFresh(fingerprint);
  if (stale) console.error('Building the program, as it was never built or has changed …');
  await Promise.all([
    stale && bundle(fingerprint),
    ...PAGES.map((page) =>
      run('scripts/build-page.mjs', [page, force && '--force', quiet && '--quiet'].filter(Boolean), quiet),
    ),
    types && (stale || !existsSync(TYPES)) && run('scripts/build-types.mjs', [], quiet),
  ]);
  writeLicences();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (!quiet) console.log(stale ? `Built dist/ in ${seconds} s` : 'dist/ is up to date');
  return stale;
}

async function bundle(fingerprint) {
  const esbuild = await import('esbuild');
  for (const file of [STAMP, TYPES]) rmSync(file, { force: true });
  const common = {
    absWorkingDir: ROOT,
    outdir: 'dist',
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    legalComments: 'none',
    write: false,
    metafile: true,
    // A third less to read at each start; names stay, and lines stay short enough to be found in a stack trace.
    minifyWhitespace: true,
    lineLimit: 200,
    banner: { js: BANNER },
    // One copy of a package that ships as both: the ES modules, which are also quicker to start.
    mainFields: ['module', 'main'],
    external: ['bufferutil', 'utf-8-validate'],
    alias: { undici: './scripts/undici-slim.mjs' },
  };
  const complete = {
    ...common,
    // graphql's checks for two copies of itself cost a quarter of a query, and a bundle holds one.
    define: {
      'process.env.NODE_ENV': '"production"',
      'globalThis.process.env.NODE_ENV': '"production"',
    },
  };
  const results = await Promise.all([
    esbuild.build({ ...complete, entryPoints: { cli: 'src/cli.ts' }, plugins: [onDemand] }),
    // prom-client looks for a span to name as exemplar; it finds its own copy, which is as good as none.
    esbuild.build({ ...complete, entryPoints: ON_DEMAND, external: [] }),
    esbuild.build({
      ...common,
      entryPoints: { index: 'src/index.ts' },
      // The program that embeds the gateway may have schemas of its own: one copy for all of them.
      external: [...common.external, 'graphql'],
      splitting: true,
      chunkNames: 'index-[hash]',
    }),
  ]);
  const files = results.flatMap((result) => result.outputFiles);
  writeAll(files);
  chmodSync(path.join(DIST, 'cli.js'), 0o755);
  const packages = packagesOf(results.flatMap(({ metafile }) => Object.keys(metafile.inputs)));
  writeFileSync(STAMP, `${JSON.stringify({ fingerprint, packages })}\n`);
}

/** Leaves dynamic imports of what stands in ON_DEMAND to be loaded at run time. */
const onDemand = {
  name: 'on-demand',
  setup(bundler) {
    bundler.onResolve({ filter: /./ }, async ({ path: wanted, kind, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === onDemand) return undefined;
      const found = await bundler.resolve(wanted, { kind, resolveDir, pluginData: onDemand });
      const name = Object.keys(ON_DEMAND).find((each) => path.join(ROOT, ON_DEMAND[each]) === found.path);
      return name && { path: `./${name}.js`, external: true };
    });
  },
};

/** Writes what was bundled and removes what an earlier build left. */
function writeAll(files) {
  mkdirSync(DIST, { recursive: true });
  const names = new Set(files.map((file) => path.basename(file.path)));
  for (const file of files) writeFileSync(file.path, file.contents);
  for (const name of readdirSync(DIST)) {
    if (name.endsWith('.js') && !names.has(name)) rmSync(path.join(DIST, name));
  }
}

function isFresh(fingerprint) {
  if (!existsSync(path.join(DIST, 'cli.js')) || !existsSync(STAMP)) return false;
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8')).fingerprint === fingerprint;
  } catch {
    return false;
  }
}

function fingerprintSources() {
  const hash = createHash('sha256');
  const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true })
    .filter((name) => /\.(ts|json)$/.test(name) && !PAGES.includes(name.split(path.sep)[0]))
    .map((name) => path.join('src', name));
  for (const name of [
    ...sources.sort(),
    'scripts/build.mjs',
    'scripts/licences.mjs',
    'scripts/undici-slim.mjs',
    'package.json',
    'package-lock.json',
  ]) {
    const file = path.join(ROOT, name);
    if (existsSync(file)) hash.update(name).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function run(script, args, quiet) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(ROOT, script), ...args], {
      cwd: ROOT,
      stdio: ['ignore', quiet ? 2 : 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${script} ended with ${code}`)),
    );
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build({ force: process.argv.includes('--force'), types: process.argv.includes('--types') });
}
