/**
 * Whether this process sends traces, as OpenTelemetry's environment variables say. An SDK that registered itself
 * before (`node --import`) is left alone, whatever they say: it is who reads them then.
 */

import { tracesAsked, tracesGoTo } from '../telemetry/otlp-settings.ts';
import { registered } from '../telemetry/registered.ts';
import type { Telemetry } from '../telemetry.ts';
import { readVersion } from '../version.ts';

/** What is done about traces. */
export interface Traces {
  /** What the line that says "ready" tells of them. */
  readonly told: { readonly traces?: string };
  /** Once there is a log. */
  attach(telemetry: Telemetry): void;
  close(): Promise<void>;
}

/** Begins to send traces where the environment asks for it. */
export async function openTraces(env: NodeJS.ProcessEnv): Promise<Traces> {
  if (registered()) return { ...NONE, told: { traces: 'by the SDK that was loaded before' } };
  const asked = tracesAsked(env);
  if (asked.kind === 'none') return NONE;
  if (asked.kind === 'impossible') {
    const { problem } = asked;
    return { ...NONE, attach: ({ log }) => log.warn(`no traces are sent: ${problem}`) };
  }
  const { exportTraces } = await import('../telemetry/otlp.ts');
  const sending = exportTraces(asked.protocol, readVersion());
  return { told: { traces: tracesGoTo(env) }, attach: sending.attach, close: sending.close };
}

const NONE: Traces = { told: {}, attach() {}, close: async () => {} };
