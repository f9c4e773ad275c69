import { Webhook } from 'standardwebhooks';

const START = `mutation Start($input: DuplicateProjectInput!) {
  duplicateProject(input: $input) { job { gid } userErrors { message field } }
}`;

/** The first function: starts a copy and ends. `orderId` is the caller's own word for it, and comes back in the message. */
export async function startCopy(
  url: string,
  fetchWithToken: typeof fetch,
  input: { readonly projectGid: string; readonly name: string },
  orderId: string,
): Promise<string> {
  const callback = { to: 'shop', on: 'READY' };
  const variables = { input: { ...input, idempotencyKey: orderId, callback } };
  const response = await fetchWithToken(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: START, variables }),
  });
  const { data, errors } = await response.json();
  const { job, userErrors } = data?.duplicateProject ?? { job: null, userErrors: errors };
  if (!job) throw new Error(userErrors[0]?.message);
  return job.gid;
}

/** What the second function is told. */
export interface Told {
  readonly type: 'job.ready' | 'job.finished' | 'errand.interrupted';
  readonly data: {
    readonly jobGid: string;
    readonly status: string;
    readonly result: { readonly type: string; readonly gid: string } | null;
    readonly idempotencyKey: string | null;
  };
}

/** The second function: takes what the gateway tells, each message once. Ends well also where it was told before. */
export async function receive(
  request: Request,
  secret: string,
  isNew: (webhookId: string) => Promise<boolean>,
  act: (told: Told) => Promise<void>,
): Promise<Response> {
  const headers = Object.fromEntries(request.headers);
  let told: Told;
  try {
    told = new Webhook(secret).verify(await request.text(), headers) as Told;
  } catch {
    return new Response(null, { status: 401 });
  }
  if (await isNew(headers['webhook-id'] ?? '')) await act(told);
  return new Response(null, { status: 204 });
}
