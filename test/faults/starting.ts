/** Starting over HTTP, as callers do it, and what Asana saw of it. */
import type { Answer, AskOptions, GatewayWithSandbox } from './with-sandbox.ts';

export interface Started extends Answer {
  readonly gid: string | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
  /** Codes of errors of either sort. */
  readonly codes: readonly string[];
}

const START = `mutation ($input: DuplicateTaskInput!) {
  duplicateTask(input: $input) { job { gid } userErrors { code message } }
}`;

export async function start(
  running: GatewayWithSandbox,
  input: Record<string, unknown>,
  options: AskOptions = {},
): Promise<Started> {
  const taskGid = running.sandbox.gids.tasks.shared;
  const answer = await running.ask(START, { input: { taskGid, ...input } }, options);
  const payload = answer.data?.duplicateTask;
  const userErrors: Started['userErrors'] = payload?.userErrors ?? [];
  const codes = [
    ...answer.errors.map(({ extensions }) => extensions.code),
    ...userErrors.map(({ code }) => code),
  ];
  return { ...answer, gid: payload?.job?.gid ?? null, userErrors, codes };
}

/** Starts one without the gateway, which knows nothing of it; its gid. */
export async function startElsewhere({ sandbox }: GatewayWithSandbox): Promise<string> {
  const reply = await fetch(`${sandbox.url}/tasks/${sandbox.gids.tasks.shared}/duplicate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.tokens.ada}`, 'content-type': 'application/json' },
    body: JSON.stringify({ data: { name: 'From elsewhere' } }),
  });
  const { data } = (await reply.json()) as { data: { gid: string } };
  return data.gid;
}

/** Names of the starts that reached Asana, in order. */
export function sentNames({ sandbox }: GatewayWithSandbox): string[] {
  return sandbox.calls
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/duplicate'))
    .map(({ body }) => (body as { name: string }).name);
}
