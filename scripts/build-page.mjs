/**
 * Bundles a page, src/graphiql or src/console, into the folder of its name in dist: hashed files, each beside its .br
 * and .gz. Does nothing when sources and packages are what they were at the last build; --force builds anyway. Plain
 * JavaScript, so that it runs before anything else is built.
 *
 *   node scripts/build-page.mjs console [--force] [--quiet]
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { gatherModules, packagesOf } from './licences.mjs';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** Page → its name for people, and the packages whose version changes the bundle. */
const PAGES = {
  graphiql: {
    title: 'GraphiQL',
    packages: [
      '@graphiql/plugin-doc-explorer',
      '@graphiql/plugin-explorer',
      '@graphiql/plugin-history',
      '@graphiql/react',
      'graphiql',
      'graphql',
      'graphql-ws',
      'monaco-editor',
      'monaco-graphql',
      'react',
      'vite',
    ],
  },
  console: {
    title: 'Console',
    packages: ['@urql/core', '@urql/exchange-graphcache', 'graphql', 'graphql-ws', 'react', 'urql', 'vite'],
  },
};

const [, , name] = process.argv;
const { title, packages } = PAGES[name] ?? {};
if (title === undefined) {
  console.error(`There is no page ${name}; there are ${Object.keys(PAGES).join(', ')}.`);
  process.exit(2);
}
const source = path.join(repository, 'src', name);
const output = path.join(repository, 'dist', name);
const stamp = path.join(output, 'build.json');
/** Built here and moved in one step, so that nobody meets half a build. */
const unfinished = `${output}.${process.pid}`;

/** Quick rather than smallest: the best brotli takes ten times as long for a tenth less. */
const BROTLI = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 6 } };
const COMPRESSIBLE = /\.(js|css|svg|ttf|json)$/;

const startedAt = performance.now();
const fingerprint = fingerprintInputs();
if (!process.argv.includes('--force') && isFresh(fingerprint)) {
  if (!process.argv.includes('--quiet')) console.log(`${title}: dist/${name} is up to date`);
} else {
  console.log(`${title}: bundling the page …`);
  try {
    const packages = await bundle();
    await compressAll(path.join(unfinished, 'assets'));
    await writeFile(path.join(unfinished, 'build.json'), `${JSON.stringify({ fingerprint, packages })}\n`);
    await rm(output, { recursive: true, force: true });
    await rename(unfinished, output);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  console.log(`${title}: built dist/${name} in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
}

function fingerprintInputs() {
  const hash = createHash('sha256');
  hash.update(readFileSync(fileURLToPath(import.meta.url)));
  const files = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(path.relative(source, file)).update(readFileSync(file));
  const require = createRequire(import.meta.url);
  for (const each of packages) {
    // Not by the package's own exports, of which few name their manifest.
    const manifest = path.join(repository, 'node_modules', each, 'package.json');
    hash.update(`${each}@${require(manifest).version}`);
  }
  return hash.digest('hex');
}

function isFresh(expected) {
  if (!existsSync(stamp) || !existsSync(path.join(output, 'index.html'))) return false;
  return JSON.parse(readFileSync(stamp, 'utf8')).fingerprint === expected;
}

/** Builds it; gives back the packages that something was taken from. */
async function bundle() {
  const { build } = await import('vite');
  const files = new Set();
  await build({
    configFile: false,
    root: source,
    // Relative, so that the server may put the assets below whatever path the API has.
    base: './',
    // Warnings are about "use client" lines inside packages: hundreds, and of no meaning here.
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: unfinished,
      emptyOutDir: true,
      assetsDir: 'assets',
      assetsInlineLimit: 0,
      target: 'es2022',
      reportCompressedSize: false,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 10_000,
    },
    plugins: [gatherModules(files)],
    worker: { format: 'es', plugins: () => [gatherModules(files)] },
  });
  return packagesOf(files);
}

async function compressAll(directory) {
  const brotli = promisify(zlib.brotliCompress);
  const gzip = promisify(zlib.gzip);
  const names = readdirSync(directory).filter((each) => COMPRESSIBLE.test(each));
  await Promise.all(
    names.map(async (each) => {
      const file = path.join(directory, each);
      const content = await readFile(file);
      await Promise.all([
        brotli(content, BROTLI).then((small) => writeFile(`${file}.br`, small)),
        gzip(content, { level: 6 }).then((small) => writeFile(`${file}.gz`, small)),
      ]);
    }),
  );
}
