const WAIT = /* GraphQL */ `
  query Wait($gid: ID!) {
    waitForJob(gid: $gid, seconds: 50) { id gid status finished newProject { id gid name } }
  }
`;

/** Where even streams are cut: one request that answers when the job has finished, repeated while it has not. */
export async function waitUntilFinished(url: string, fetchWithToken: typeof fetch, gid: string) {
  for (;;) {
    const response = await fetchWithToken(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: WAIT, variables: { gid } }),
    });
    const { data, errors } = (await response.json()) as {
      data?: { waitForJob: { status: string; finished: boolean; newProject: { name: string } } | null };
      errors?: { message: string; extensions: { code: string; retryable: boolean; retryAfter?: number } }[];
    };
    const job = data?.waitForJob;
    if (job?.finished) return job;
    if (job) continue;
    const [error] = errors ?? [];
    if (!error?.extensions.retryable) throw new Error(error?.message ?? 'No such job.');
    await new Promise((resolve) => setTimeout(resolve, (error.extensions.retryAfter ?? 2) * 1000));
  }
}
