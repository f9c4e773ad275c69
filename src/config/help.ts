/**
 * The settings table in words: for `help` on a terminal and for the README. Pure.
 */
import { flagOf, SETTINGS, type Setting } from '../config.ts';

const ENTRIES = Object.values(SETTINGS) as readonly Setting<unknown>[];

/** The settings as plain text, two lines each. */
export function settingsHelp(): string {
  return ENTRIES.map((entry) => {
    const name = entry.secret
      ? `${entry.env} (or ${entry.env}_FILE; no flag)`
      : `${entry.env}, ${flagOf(entry)}`;
    return `  ${name}\n      ${entry.help}\n      takes ${entry.type.takes}${shownDefault(entry, (text) => `; default ${text}`)}\n`;
  }).join('');
}

/** The settings as a Markdown table. */
export function settingsMarkdown(): string {
  const rows = ENTRIES.map((entry) => {
    const byDefault = shownDefault(entry, (text) => `\`${text}\``) || '–';
    const where = entry.secret
      ? ` Secret: no flag, also from the file that \`${entry.env}_FILE\` names.`
      : '';
    return `| \`${entry.env}\` | ${byDefault} | ${entry.help}. Takes ${entry.type.takes}.${where} |`;
  });
  return [
    'Each setting is an environment variable and, unless it is a secret, a flag: `ASANA_TIMEOUT=5s` is `--asana-timeout 5s`.',
    '',
    '| variable | default | meaning |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}

function shownDefault(entry: Setting<unknown>, show: (text: string) => string): string {
  const text = entry.shownDefault ?? entry.default;
  return text === null ? '' : show(text);
}
