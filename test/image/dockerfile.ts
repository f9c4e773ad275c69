/**
 * A Dockerfile as stages of instructions, and what of its context .dockerignore lets in. Knows as much of the language
 * as ours uses, and throws at the rest.
 */
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One instruction. */
export interface Instruction {
  readonly word: string;
  /** What follows, continued lines joined. */
  readonly rest: string;
}

/** From one FROM to the next. */
export interface Stage {
  readonly image: string;
  readonly name: string | undefined;
  readonly steps: readonly Instruction[];
}

const WORDS = /^(FROM|WORKDIR|COPY|RUN|ENV|USER|EXPOSE|HEALTHCHECK|ENTRYPOINT|CMD)$/;

/** Reads a Dockerfile. @throws Error at an instruction that is not known here */
export function stagesOf(text: string): Stage[] {
  const lines = text.replace(/^\s*#.*\n/gm, '').replace(/\\\n\s*/g, ' ');
  const stages: { image: string; name: string | undefined; steps: Instruction[] }[] = [];
  for (const line of lines.split('\n').filter((each) => each.trim() !== '')) {
    const [, word = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (!WORDS.test(word)) throw new Error(`What does "${line}" do?`);
    if (word === 'FROM') {
      const [image = '', , name] = rest.split(/\s+/);
      stages.push({ image, name, steps: [] });
    } else stages.at(-1)?.steps.push({ word, rest });
  }
  return stages;
}

/** The steps of a stage that begin with a word. */
export function stepsOf(stage: Stage, word: string): string[] {
  return stage.steps.filter((step) => step.word === word).map(({ rest }) => rest);
}

/** What ENV sets. */
export function environmentOf(stage: Stage): Record<string, string> {
  const pairs = stepsOf(stage, 'ENV').flatMap((rest) => [...rest.matchAll(/(\w+)=(\S+)/g)]);
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]));
}

/** Copies what a build is sent of a folder; gives the paths. */
export function copyContext(folder: string, target: string): string[] {
  const lines = readFileSync(path.join(folder, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
  const ignored = lines.map(matcher);
  const sent: string[] = [];
  const isSent = (file: string): boolean => {
    const name = path.relative(folder, file);
    const kept = !ignored.some((matches) => matches(name));
    if (kept) sent.push(name);
    return kept;
  };
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (isSent(file)) cpSync(file, path.join(target, name), { recursive: true, filter: isSent });
  }
  return sent;
}

/** As Docker matches: from the root, `**` for any folders and `*` within one name. */
function matcher(pattern: string): (file: string) => boolean {
  const source = pattern
    .split('/')
    .map((part) => (part === '**' ? '(?:.*/)?' : `${part.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}/`))
    .join('');
  const expression = new RegExp(`^${source.replace(/\/$/, '')}(/|$)`);
  return (file) => expression.test(file);
}
