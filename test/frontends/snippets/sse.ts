/** A subscription over plain HTTP. Pass the `fetch` of `createFetch`, so that it brings the token. */
export async function* subscribeOverSse<Data>(
  url: string,
  fetchWithToken: typeof fetch,
  body: { readonly query: string; readonly variables?: Record<string, unknown> },
  signal: AbortSignal | null = null,
): AsyncGenerator<{ data?: Data; errors?: { message: string; extensions: Record<string, unknown> }[] }> {
  const response = await fetchWithToken(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok || !response.body) throw new Error(`The stream did not open (${response.status}).`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += value;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        if (/^event: complete$/m.test(event)) return;
        const data = /^data: (.+)$/m.exec(event)?.[1];
        if (data) yield JSON.parse(data);
      }
    }
  } finally {
    await reader.cancel();
  }
}
