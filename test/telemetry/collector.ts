/**
 * A collector of traces, as far as tests need one: takes OTLP over HTTP as JSON or protobuf and keeps the spans in one
 * form. Reads protobuf by the numbers of OpenTelemetry's published messages, without a library.
 */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly resource: Readonly<Record<string, unknown>>;
}

/** A running collector. */
export interface Collector extends AsyncDisposable {
  readonly url: string;
  readonly spans: CollectedSpan[];
  /** Of every request. */
  readonly headers: IncomingHttpHeaders[];
  /** The first span that is as wanted, when it has come. */
  saw(isWanted: (span: CollectedSpan) => boolean): Promise<CollectedSpan>;
  /** What it answers with from now on. */
  answerWith(status: number, body?: string): void;
}

export async function startCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const looking = new Set<() => void>();
  let status = 200;
  let words: string | null = null;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      headers.push(request.headers);
      const isJson = request.headers['content-type'] === 'application/json';
      const body = Buffer.concat(chunks);
      if (request.url === '/v1/traces' && status === 200) {
        spans.push(...(isJson ? fromJson(JSON.parse(body.toString())) : fromProtobuf(body)));
      }
      response.writeHead(request.url === '/v1/traces' ? status : 404, { 'content-type': 'application/json' });
      response.end(words ?? (isJson ? '{}' : ''));
      for (const look of [...looking]) look();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    headers,
    saw: (isWanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = spans.find(isWanted);
          if (!found) return;
          looking.delete(look);
          resolve(found);
        };
        looking.add(look);
        look();
      }),
    answerWith(next, body) {
      status = next;
      words = body ?? null;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface JsonValue {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
}
type JsonAttributes = readonly { readonly key: string; readonly value: JsonValue }[];

function fromJson(body: {
  resourceSpans: {
    resource: { attributes: JsonAttributes };
    scopeSpans: {
      spans: (Omit<CollectedSpan, 'status'> & { attributes: JsonAttributes; status?: { code?: number } })[];
    }[];
  }[];
}): CollectedSpan[] {
  return body.resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId ?? '',
        name: span.name,
        kind: span.kind,
        attributes: jsonAttributes(span.attributes),
        status: span.status?.code ?? 0,
        links: (span.links ?? []).map(({ traceId, spanId }) => ({ traceId, spanId })),
        resource: jsonAttributes(resource.attributes),
      })),
    ),
  );
}

function jsonAttributes(attributes: JsonAttributes): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ?? value.boolValue ?? Number(value.intValue ?? value.doubleValue),
    ]),
  );
}

/** Fields of a message by number; each value as bytes or as a number. */
type Message = ReadonlyMap<number, readonly (Buffer | number)[]>;

function messageOf(bytes: Buffer): Message {
  const fields = new Map<number, (Buffer | number)[]>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++] as number;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  const taken = (length: number): Buffer => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = varint();
    const wire = tag & 7;
    const value =
      wire === 0
        ? varint()
        : wire === 1
          ? taken(8).readDoubleLE()
          : wire === 5
            ? taken(4).readInt32LE()
            : taken(varint());
    const field = tag >>> 3;
    fields.set(field, [...(fields.get(field) ?? []), value]);
  }
  return fields;
}

const messages = (message: Message, field: number): Message[] =>
  (message.get(field) ?? []).map((bytes) => messageOf(bytes as Buffer));
const textOf = (message: Message | undefined, field: number): string =>
  String(message?.get(field)?.[0] ?? '');
const hexOf = (message: Message, field: number): string =>
  ((message.get(field)?.[0] as Buffer | undefined) ?? Buffer.alloc(0)).toString('hex');
const numberOf = (message: Message | undefined, field: number): number =>
  Number(message?.get(field)?.[0] ?? 0);

function fromProtobuf(body: Buffer): CollectedSpan[] {
  return messages(messageOf(body), 1).flatMap((resourceSpans) =>
    messages(resourceSpans, 2).flatMap((scopeSpans) =>
      messages(scopeSpans, 2).map((span) => ({
        traceId: hexOf(span, 1),
        spanId: hexOf(span, 2),
        parentSpanId: hexOf(span, 4),
        name: textOf(span, 5),
        kind: numberOf(span, 6),
        attributes: attributesOf(span, 9),
        status: numberOf(messages(span, 15)[0], 3),
        links: messages(span, 13).map((link) => ({ traceId: hexOf(link, 1), spanId: hexOf(link, 2) })),
        resource: attributesOf(messages(resourceSpans, 1)[0] as Message, 1),
      })),
    ),
  );
}

function attributesOf(message: Message, field: number): Record<string, unknown> {
  return Object.fromEntries(
    messages(message, field).map((pair) => {
      const [value] = messages(pair, 2);
      const number = value?.get(3)?.[0] ?? value?.get(4)?.[0];
      return [textOf(pair, 1), number ?? (value?.has(2) ? numberOf(value, 2) === 1 : textOf(value, 1))];
    }),
  );
}
