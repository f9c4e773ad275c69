/**
 * The command `watch`: stays with jobs that were started before, here or elsewhere, until all are over.
 */
import { ConfigError } from '../../config.ts';
import { say } from '../output.ts';
import { flagsHelp, takeApart } from './command-line.ts';
import { exitsHelp } from './exits.ts';
import { OPTION_FLAGS, readOptions } from './options.ts';
import { inSession } from './session.ts';
import { WatchWork } from './watch-work.ts';

/** As many as one operation of a gateway names. */
const MOST_JOBS = 100;

/** `watch <job gid>… [--flag value …]`. @throws ConfigError */
export async function runWatch(argv: readonly string[]): Promise<void> {
  if (argv.includes('--help') || argv.includes('-h')) {
    await say(HELP);
    return;
  }
  const { words, texts } = takeApart(argv, OPTION_FLAGS);
  const gids = [...new Set(words)];
  const wrong = gids.find((gid) => !/^\d{1,32}$/.test(gid));
  if (wrong !== undefined) {
    throw new ConfigError(
      `watch: got ${JSON.stringify(wrong.slice(0, 50))}, takes the gid of a job, 1 to 32 digits`,
    );
  }
  if (gids.length === 0) throw new ConfigError('watch: got no job, takes the gid of one or several');
  if (gids.length > MOST_JOBS) {
    throw new ConfigError(`watch: got ${gids.length} jobs, takes at most ${MOST_JOBS} at once`);
  }
  const options = readOptions(texts, process.env);
  await inSession(options, new WatchWork(gids, options));
}

const HELP = `Stays with jobs until they are over.

Usage: asana-jobs-gateway watch <job gid> … [--flag value …]

Options:
${flagsHelp(OPTION_FLAGS)}
Exit codes (of several jobs the first that applies: 1, 4, 3):
${exitsHelp()}`;
