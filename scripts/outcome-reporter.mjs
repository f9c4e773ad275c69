/**
 * A reporter of vitest's that writes what `npm run check` tells at its end: how many tests passed, failed and were
 * left out, and what failed with the first lines of why. Errors that belong to no test, which a rejection that nobody
 * awaited becomes, are among them: vitest's own JSON leaves those out, and they fail a run all the same.
 *
 *   OUTCOME_FILE=outcome.json vitest run --reporter=./scripts/outcome-reporter.mjs
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const LINES = 8;
const LINE_LENGTH = 300;

export default class OutcomeReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((each) => [...each.children.allTests()]);
    const inState = (state) => tests.filter((test) => test.result().state === state);
    const failures = [
      ...inState('failed').map((test) => failure(placeOf(test.module, test.fullName), test.result().errors)),
      ...modules
        .filter((each) => each.errors().length > 0)
        .map((each) => failure(placeOf(each), each.errors())),
      ...unhandledErrors.map((error) => failure(originOf(error), [error])),
    ];
    const counts = { passed: inState('passed').length, failed: inState('failed').length };
    counts.skipped = tests.length - counts.passed - counts.failed;
    writeFileSync(process.env.OUTCOME_FILE, JSON.stringify({ counts, failures }));
  }
}

function placeOf(module, name) {
  const file = path.relative(process.cwd(), module.moduleId);
  return name ? `${file}: ${name}` : file;
}

/** The test during which it came, as far as vitest knows: often only the file, and with a lost worker not even that. */
function originOf({ type, VITEST_TEST_PATH: file, VITEST_TEST_NAME: name }) {
  const place = file ? path.relative(process.cwd(), file) : 'in no file that is known';
  return [type ?? 'Unhandled error', place, name && `while "${name}" ran`].filter(Boolean).join(', ');
}

function failure(place, errors) {
  const text = errors.map((error) => error.stack ?? error.message ?? String(error)).join('\n');
  const lines = text.split('\n').slice(0, LINES);
  return [place, ...lines.map((line) => `    ${line.slice(0, LINE_LENGTH)}`)].join('\n');
}
