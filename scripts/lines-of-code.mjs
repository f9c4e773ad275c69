/**
 * Counts lines of code below src/, by room: lines with a word of the language on them, so neither blank ones nor comments.
 * Left out are the sandbox, the pages for browsers, what is generated, and what a pattern names beside them.
 *
 *   node scripts/lines-of-code.mjs [revision] [pattern]
 */
import { execFileSync } from 'node:child_process';
import ts from 'typescript';

const LEFT_OUT = /^src\/(sandbox|graphiql|console)\/|\/(generated\/|(records|start-fields)\.ts$)/;

const [revision = 'HEAD', pattern = '^$'] = process.argv.slice(2);
const leftOutBeside = new RegExp(pattern);
const git = (...args) => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 26 });

const files = git('ls-tree', '-r', '--name-only', revision, 'src').split('\n').filter(isCounted);
const rooms = new Map();
for (const file of files) {
  const room = file.split('/').slice(0, -1).slice(0, 3).join('/');
  const lines = linesOfCode(file, git('show', `${revision}:${file}`));
  const before = rooms.get(room) ?? { files: 0, lines: 0 };
  rooms.set(room, { files: before.files + 1, lines: before.lines + lines });
}
const rows = [...rooms].sort(([a], [b]) => a.localeCompare(b));
for (const [room, { files: many, lines }] of rows) console.log(`${room.padEnd(28)}${pad(many)}${pad(lines)}`);
console.log(
  `${'all'.padEnd(28)}${pad(files.length)}${pad(rows.reduce((sum, [, { lines }]) => sum + lines, 0))}`,
);

function isCounted(file) {
  return /\.tsx?$/.test(file) && !LEFT_OUT.test(file) && !leftOutBeside.test(file);
}

function linesOfCode(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lines = new Set();
  const lineOf = (at) => source.getLineAndCharacterOfPosition(at).line;
  const visit = (node) => {
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode) return;
    const children = node.getChildren(source);
    if (children.length > 0) return children.forEach(visit);
    if (node.getEnd() === node.getStart(source)) return;
    for (let line = lineOf(node.getStart(source)); line <= lineOf(node.getEnd()); line++) lines.add(line);
  };
  visit(source);
  return lines.size;
}

function pad(value) {
  return String(value).padStart(8);
}
