/**
 * What `help` says. The settings come from their table.
 */
import { settingsHelp } from '../config/help.ts';

/** The help text. */
export function commandsHelp(version: string): string {
  return `asana-jobs-gateway ${version}: GraphQL over Asana's jobs. Start, watch, read the result.

Usage: asana-jobs-gateway <command> [--flag value ...]

Commands:
  start          the gateway, against Asana
  demo           the gateway and a stand-in Asana in one process; needs no account, no token, no network
  run            starts a job and stays with it: run <start> [target] --name …; run --help says more
  watch          stays with jobs that were started before: watch <job gid> …; watch --help says more
  sandbox        the stand-in Asana alone (port 4001 unless told otherwise)
  doctor         tries a real account, reading only: what holds, what differs; [--job GID] [--json]
  print-schema   the GraphQL schema
  help, version

Settings, as environment variables or flags (flags win):
${settingsHelp()}
Wrong settings end the start with a line for each and exit code 2.`;
}
