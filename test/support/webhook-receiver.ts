/** Whom callbacks are delivered to in tests: a real HTTP or HTTPS server on loopback that answers as it is told. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Certificate } from '../redis/certificate.ts';

export const SECRET = `whsec_${Buffer.alloc(32, 'a secret of tests').toString('base64')}`;

/** One message as it came. */
export interface Received {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: messages are looked into freely in tests
  readonly message: any;
}

/** How it answers. A status; or whatever is done with the request. */
export type Answer = number | ((request: IncomingMessage, response: ServerResponse) => void);

export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly received: Received[];
  /** Of the next messages, in their order; after them `always`. */
  readonly answers: Answer[];
  always: Answer;
  /** How many it is answering now, and the most it ever was. */
  readonly inFlight: { now: number; most: number };
}

/** With a certificate it speaks TLS. */
export async function openReceiver(certificate?: Certificate): Promise<Receiver> {
  const received: Received[] = [];
  const answers: Answer[] = [];
  const inFlight = { now: 0, most: 0 };
  const take = (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    inFlight.now += 1;
    inFlight.most = Math.max(inFlight.most, inFlight.now);
    response.on('close', () => {
      inFlight.now -= 1;
    });
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      received.push({ url: request.url ?? '', headers, body, message: JSON.parse(body) });
      const answer = answers.shift() ?? receiver.always;
      if (typeof answer === 'number') response.writeHead(answer).end();
      else answer(request, response);
    });
  };
  const server = certificate
    ? createTlsServer(
        { cert: readFileSync(certificate.certFile), key: readFileSync(certificate.keyFile) },
        take,
      )
    : createServer(take);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http${certificate ? 's' : ''}://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    ...{ received, answers, inFlight },
    always: 204,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

/** The message, as the judge has verified it. @throws where its signature is not right */
export function verified({ headers, body }: Received, secret = SECRET): unknown {
  return new Webhook(secret).verify(body, headers);
}
