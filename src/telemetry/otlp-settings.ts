/**
 * What OpenTelemetry's own environment variables ask for, as far as it decides whether traces are sent at all. Pure,
 * and apart from what sends them, so that nothing is loaded where nobody asks. The SDK reads all the others itself.
 */

/** What is asked for. */
export type TracesAsked =
  | { readonly kind: 'none' }
  | { readonly kind: 'otlp'; readonly protocol: OtlpProtocol }
  /** Something that cannot be done: one line that says what, and what can. */
  | { readonly kind: 'impossible'; readonly problem: string };

/** How spans travel. */
export type OtlpProtocol = (typeof PROTOCOLS)[number];

const PROTOCOLS = ['http/protobuf', 'http/json'] as const;
const ENDPOINTS = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const;
const PROTOCOL_NAMES = ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL'] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Traces are sent where an endpoint is named, or the exporter is: to a collector on this machine, then. */
export function tracesAsked(env: Environment): TracesAsked {
  if (env.OTEL_SDK_DISABLED?.trim().toLowerCase() === 'true') return { kind: 'none' };
  const exporter = env.OTEL_TRACES_EXPORTER?.trim() || null;
  const endpoint = given(env, ENDPOINTS);
  if (exporter === 'none' || (exporter === null && !endpoint)) return { kind: 'none' };
  if (exporter !== null && exporter !== 'otlp') {
    return impossible('OTEL_TRACES_EXPORTER', exporter, 'otlp or none');
  }
  if (endpoint && !isHttpUrl(endpoint.value)) {
    return impossible(endpoint.name, withoutSecrets(endpoint.value), 'a URL such as http://collector:4318');
  }
  const protocol = given(env, PROTOCOL_NAMES);
  if (!protocol) return { kind: 'otlp', protocol: 'http/protobuf' };
  const known = PROTOCOLS.find((each) => each === protocol.value);
  if (known) return { kind: 'otlp', protocol: known };
  const takes = `${PROTOCOLS.join(' or ')}, which collectors listen for on port 4318`;
  return impossible(protocol.name, protocol.value, takes);
}

/** Where they go, without what may be secret in it. */
export function tracesGoTo(env: Environment): string {
  const [ofTraces, ofAll] = ENDPOINTS.map((name) => env[name]?.trim() || null);
  const url = ofTraces ?? `${(ofAll ?? 'http://localhost:4318').replace(/\/+$/, '')}/v1/traces`;
  return withoutSecrets(url);
}

function given(
  env: Environment,
  names: readonly string[],
): { readonly name: string; readonly value: string } | null {
  for (const name of names) {
    const value = env[name]?.trim();
    if (value) return { name, value };
  }
  return null;
}

function impossible(name: string, got: string, takes: string): TracesAsked {
  return { kind: 'impossible', problem: `${name}: got ${got.slice(0, 100)}, takes ${takes}` };
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function withoutSecrets(text: string): string {
  if (!URL.canParse(text)) return text.replace(/^[^@]*@/, '');
  const { protocol, host, pathname } = new URL(text);
  return host ? `${protocol}//${host}${pathname}` : text.replace(/^[^@]*@/, '');
}
