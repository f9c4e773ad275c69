/**
 * THIRD_PARTY_LICENSES: what others ask to be said of their code that is bundled into dist/. Each build leaves a record
 * of the packages it took something from, in its build.json; from these, and the licence files that lie in the
 * packages, the text is made. A package without a licence that can be found fails the build.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = path.join(ROOT, 'dist');
const TARGET = path.join(ROOT, 'THIRD_PARTY_LICENSES');

const LICENCE_FILE = /^(licen[cs]e|copying)([-.].*)?$/i;
/** What is bundled within a package, and what Apache's licence wants passed on. */
const NOTICE_FILE = /^(notice|third-?party-?notices?)(\.(txt|md))?$/i;

/** Who holds the rights in packages that say MIT and bring no text: as their repositories have it. */
const HOLDERS = [
  [/^@graphql-tools\//, 'Copyright (c) 2020 The Guild, Inc.'],
  [/^(@whatwg-node\/.*|cross-inspect)$/, 'Copyright (c) 2023 Arda TANRIKULU'],
  [/^@graphiql\//, 'Copyright (c) 2021 GraphQL Contributors'],
  [/^react-compiler-runtime$/, 'Copyright (c) Meta Platforms, Inc. and affiliates.'],
  [/^react-remove-scroll-bar$/, 'Copyright (c) 2025 Anton Korzunov <thekashey@gmail.com>'],
];

/** What lies within a package under another licence than its own, and is told in none of its files. */
const WITHIN = {
  'monaco-editor': [
    `The font codicon.ttf is Codicons, Copyright (c) Microsoft Corporation and other contributors,
https://github.com/microsoft/vscode-codicons, under the Creative Commons Attribution 4.0 International licence,
https://creativecommons.org/licenses/by/4.0/legalcode. It is unchanged.`,
  ],
  undici: [`The parser within is llhttp, under the MIT licence.\n\n${mit('Copyright Fedor Indutny, 2018.')}`],
};

/** The packages that files belong to, as folders from the root, sorted. What is no package's is left out. */
export function packagesOf(files) {
  const folders = new Set();
  for (const file of files) {
    const clean = file.replaceAll('\\', '/').replace(/^\0/, '').replace(/\?.*$/, '');
    const at = clean.lastIndexOf('node_modules/');
    if (at < 0) continue;
    const [scope, name] = clean.slice(at + 'node_modules/'.length).split('/');
    const full = scope.startsWith('@') ? `${scope}/${name}` : scope;
    const folder = path.resolve(ROOT, clean.slice(0, at), 'node_modules', full);
    folders.add(path.relative(ROOT, folder).replaceAll('\\', '/'));
  }
  return [...folders].sort();
}

/** A plugin for vite that gathers every module that is loaded, workers and styles included, into `files`. */
export function gatherModules(files) {
  return {
    name: 'gather-modules',
    buildEnd() {
      for (const id of this.getModuleIds()) files.add(id);
    },
  };
}

/** Writes the file, from the records of all that was built. */
export function writeLicences() {
  const folders = new Set(records().flatMap(packagesIn));
  const entries = [...folders].map(describe);
  const unknown = entries.filter(({ texts }) => texts.length === 0).map(({ title }) => title);
  if (unknown.length > 0) {
    throw new Error(`No licence was found in ${unknown.join(', ')}: add it to scripts/licences.mjs.`);
  }
  const byTitle = new Map(entries.map((entry) => [entry.title, entry]));
  const parts = [...byTitle.values()]
    .sort((one, other) => (one.title < other.title ? -1 : 1))
    .map(({ title, texts }) => [RULE, title, RULE, '', texts.join('\n\n'), ''].join('\n'));
  writeFileSync(TARGET, `${HEAD}\n${parts.join('\n')}`);
}

const RULE = '='.repeat(80);
const HEAD = `The files in dist/ hold code of the packages below, each under its own licence.
asana-jobs-gateway itself is under the licence in LICENSE.
`;

/** The stamps of everything that was built. */
function records() {
  return ['.', ...readdirSync(DIST)]
    .map((part) => path.join(DIST, part, 'build.json'))
    .filter((file) => existsSync(file));
}

function packagesIn(record) {
  const { packages } = JSON.parse(readFileSync(record, 'utf8'));
  if (packages) return packages;
  throw new Error(`${record} has no "packages": what was built there does not say what it took from whom.`);
}

function describe(folder) {
  const place = path.join(ROOT, folder);
  const { name, version, license } = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8'));
  const names = readdirSync(place);
  const read = (pattern) =>
    names.filter((each) => pattern.test(each)).map((each) => readFileSync(path.join(place, each), 'utf8'));
  const licences = read(LICENCE_FILE);
  const holder = HOLDERS.find(([pattern]) => pattern.test(name))?.[1];
  if (licences.length === 0 && license === 'MIT' && holder) licences.push(mit(holder));
  const texts = licences.length === 0 ? [] : [...licences, ...read(NOTICE_FILE), ...(WITHIN[name] ?? [])];
  return {
    title: `${name} ${version} (${license ?? 'see below'})`,
    texts: texts.map((text) => text.replaceAll('\r\n', '\n').trim()),
  };
}

function mit(holder) {
  return `MIT License

${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
}
