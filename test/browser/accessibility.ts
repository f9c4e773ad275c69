/** Looks a page through with axe, which knows the rules of accessibility that a machine can decide. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is left out of a look. */
export interface LookOptions {
  /** Rules that are not asked, such as contrast where parts are scrolled out of sight. */
  readonly without?: readonly string[];
}

/** What is wrong within these parts, or cannot be decided about their contrast, as one line for each place. */
export async function violations(
  page: Page,
  parts: readonly string[] = ['body'],
  { without = [] }: LookOptions = {},
): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(
    ({ include, rules }) =>
      (
        globalThis as unknown as { axe: { run(context: object, options: object): Promise<AxeResults> } }
      ).axe.run({ include }, { rules }),
    {
      include: parts.map((part) => [part]),
      rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
    },
  );
  // Contrast over a gradient is nothing that axe decides: let it be so on ornaments alone.
  const undecided = found.incomplete
    .filter(({ id }) => id === 'color-contrast')
    .map((rule) => ({
      ...rule,
      nodes: rule.nodes.filter(({ html }) => !html.includes('aria-hidden="true"')),
    }));
  return [...found.violations, ...undecided].flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}
