/**
 * The command `doctor`: tries on a real account what the gateway assumes of Asana, reading only. Prints assumption,
 * whether it holds, and what the gateway does where it differs. The report holds no names, gids or token.
 */

import { asanaToken } from '../asana/api/token.ts';
import { parseReply } from '../asana/replies/replies.ts';
import { ACCEPTED_CODINGS } from '../asana/transport/content-coding.ts';
import { codeOf, exchange } from '../asana/transport/exchange.ts';
import { createTransport } from '../asana/transport/transport.ts';
import { changeHeaders, networkError } from '../asana/transport/wire.ts';
import { ConfigError, parseConfig } from '../config.ts';
import { isGatewayError } from '../errors.ts';
import { readVersion } from '../version.ts';
import { answerWith } from './doctor-answers.ts';
import { type Asana, CHECKS, type Finding } from './doctor-checks.ts';
import { say } from './output.ts';

/** `doctor [--job GID] [--json]`: exits with 1 when the token does not work at all. */
export async function runDoctor(argv: readonly string[]): Promise<void> {
  const { job, json, rest } = ownFlags(argv);
  const config = parseConfig({ env: process.env, argv: rest });
  if (config.asanaToken === null) {
    throw new ConfigError(
      'ASANA_TOKEN: got nothing, takes an Asana token to try with, in the variable or ASANA_TOKEN_FILE',
    );
  }
  const transport = createTransport(config.asanaBaseUrl);
  const authorization = asanaToken(config.asanaToken).header();
  const asana: Asana = {
    async call(path, body) {
      const method = body === undefined ? 'GET' : 'POST';
      const reply = await exchange(transport.pool, {
        origin: transport.origin,
        path: `${transport.basePath}${path}`,
        method,
        headers: {
          authorization,
          accept: 'application/json',
          'accept-encoding': ACCEPTED_CODINGS,
          ...changeHeaders({ enable: config.asanaEnable, disable: config.asanaDisable }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        timeoutMs: config.asanaTimeoutMs,
      });
      if (reply.kind === 'failure') throw networkError(reply, { call: `${method} ${path}` });
      return { ...parseReply(reply), headers: reply.headers };
    },
  };
  const findings: Finding[] = [];
  try {
    for (const check of CHECKS) {
      const finding = await check(asana, { job }).catch(unreachable);
      if (finding) findings.push(finding);
      if (finding?.fatal) break;
    }
  } finally {
    await transport.close();
  }
  const standard = config.asanaBaseUrl === 'https://app.asana.com/api/1.0';
  await say(json ? asJson(findings, standard) : asText(findings));
  if (findings.some(({ fatal }) => fatal)) process.exitCode = 1;
}

function ownFlags(argv: readonly string[]): { job: string | null; json: boolean; rest: string[] } {
  const rest: string[] = [];
  const jobs: string[] = [];
  let json = false;
  for (let index = 0; index < argv.length; index += 1) {
    const flag = argv[index] ?? '';
    if (flag === '--json') json = true;
    else if (flag === '--job') jobs.push(argv[++index] ?? '');
    else if (flag.startsWith('--job=')) jobs.push(flag.slice('--job='.length));
    else rest.push(flag);
  }
  const [job = null, ...more] = jobs;
  if (more.length > 0) throw new ConfigError('--job: got two values, takes one');
  if (job !== null && !/^\d{1,32}$/.test(job)) {
    throw new ConfigError(
      `--job: got ${JSON.stringify(job.slice(0, 50))}, takes the gid of a job, 1 to 32 digits`,
    );
  }
  return { job, json, rest };
}

/** No reply at all: what callers get, with the network's own word for it where there is one. */
function unreachable(error: unknown): Finding {
  if (!isGatewayError(error)) throw error;
  return {
    id: 'reachable',
    assumption: 'Asana can be reached from here',
    verdict: 'differs',
    seen: `no answer ${error.code === 'UPSTREAM_TIMEOUT' ? 'in time' : `(${codeOf(error.cause) || 'no HTTP'})`}`,
    gateway: `${answerWith(error)}; check network and HTTPS_PROXY`,
    fatal: true,
  };
}

function asJson(findings: readonly Finding[], standard: boolean): string {
  const report = {
    tool: 'asana-jobs-gateway doctor',
    version: readVersion(),
    node: process.version,
    standardBaseUrl: standard,
    findings: findings.map(({ fatal: _, ...finding }) => finding),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function asText(findings: readonly Finding[]): string {
  const marks = { holds: 'holds  ', differs: 'DIFFERS', skipped: 'skipped' } as const;
  const lines = findings.map(({ assumption, verdict, seen, gateway }) => {
    const consequence = verdict === 'differs' ? `\n          the gateway: ${gateway}` : '';
    return `${marks[verdict]}   ${assumption}\n          seen: ${seen}${consequence}\n`;
  });
  return `${lines.join('')}\nOnly reads were made. With --json the report can be shared: it holds no names, gids or token.\n`;
}
