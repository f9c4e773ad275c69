import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseConfig, SETTINGS } from '../../src/config.ts';
import { thirdParty } from '../support/third-party.ts';

const MANIFESTS = fileURLToPath(new URL('../../deploy/kubernetes', import.meta.url));
const { folder: ours, installed } = thirdParty('test/kubernetes', 'kubernetes-types');

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  // biome-ignore lint/suspicious/noExplicitAny: what it holds is what is judged
  readonly spec: any;
  readonly stringData?: Readonly<Record<string, string>>;
}

let manifests: readonly Manifest[] = [];
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'manifests-'));
  if (!installed) return;
  symlinkSync(path.join(ours, 'node_modules'), path.join(folder, 'node_modules'));
  const { parseAllDocuments } = (await import(
    pathToFileURL(path.join(ours, 'node_modules/yaml/dist/index.js')).href
  )) as {
    parseAllDocuments(text: string): readonly { readonly errors: readonly Error[]; toJS(): Manifest }[];
  };
  manifests = readdirSync(MANIFESTS).flatMap((name) =>
    parseAllDocuments(readFileSync(path.join(MANIFESTS, name), 'utf8')).map((document) => {
      expect(document.errors, name).toEqual([]);
      return document.toJS();
    }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const one = (kind: string, name = 'asana-jobs-gateway'): Manifest => {
  const found = manifests.filter((each) => each.kind === kind && each.metadata.name === name);
  expect(found).toHaveLength(1);
  return found[0] as Manifest;
};

/** What the compiler has against manifests as objects of the types that Kubernetes' OpenAPI document describes. */
function mistakesIn(wanted: readonly Manifest[]): string[] {
  const file = path.join(folder, 'manifests.ts');
  const lines = wanted.map(({ apiVersion, kind }, index) => {
    const module = apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`;
    const name = `Type${index}`;
    return [
      `import type { ${kind} as ${name} } from 'kubernetes-types/${module}';`,
      `export const manifest${index}: Required<Pick<${name}, 'apiVersion' | 'kind' | 'metadata'>> & ${name} = ${JSON.stringify(wanted[index])};`,
    ].join('\n');
  });
  writeFileSync(file, lines.join('\n'));
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts'],
    types: [],
    strict: true,
    noEmit: true,
    preserveSymlinks: true,
  });
  return program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe.skipIf(!installed)('the manifests', () => {
  test('are what Kubernetes describes, with no key that it does not know', () => {
    expect(manifests.map(({ kind }) => kind).sort()).toEqual([
      'Deployment',
      'PodDisruptionBudget',
      'Secret',
      'Service',
      'Service',
      'StatefulSet',
    ]);
    expect(mistakesIn(manifests)).toEqual([]);
  });

  test('are refused for a misspelt key or a wrong value, however deep', () => {
    const spoilt = (spoil: (deployment: Manifest) => void) => {
      const copy = structuredClone(one('Deployment'));
      spoil(copy);
      return copy;
    };
    const container = ({ spec }: Manifest) => spec.template.spec.containers[0];
    const found = mistakesIn([
      spoilt((each) => Object.assign(each.spec, { replica: 2 })),
      spoilt((each) => Object.assign(container(each), { readinesProbe: {} })),
      spoilt((each) => Object.assign(container(each).livenessProbe, { periodSecond: 10 })),
      spoilt((each) => Object.assign(container(each).securityContext.capabilities, { drops: [] })),
      spoilt((each) => Object.assign(container(each).ports[0], { containerPort: '4000' })),
      spoilt((each) => delete each.spec.selector),
    ]);
    expect(found).toEqual([
      expect.stringContaining(`'"replica"' does not exist`),
      expect.stringContaining(`'"readinesProbe"' does not exist`),
      expect.stringContaining(`'"periodSecond"' does not exist`),
      expect.stringContaining(`'"drops"' does not exist`),
      expect.stringContaining("'string' is not assignable to type 'number'"),
      expect.stringContaining("'selector' is missing"),
    ]);
  });

  test('set what the gateway knows, and what holds together', () => {
    const { stringData = {} } = one('Secret');
    const [{ env, volumeMounts }] = one('Deployment').spec.template.spec.containers;
    const values = Object.fromEntries(
      (env as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
    );
    const known = Object.values(SETTINGS).flatMap((setting) => [setting.env, `${setting.env}_FILE`]);
    expect(Object.keys(values).filter((name) => !known.includes(name))).toEqual(['NODE_OPTIONS']);
    const files = Object.entries(values).filter(([name]) => name.endsWith('_FILE'));
    const given: Record<string, string> = {};
    for (const [name, file] of files) {
      expect(path.dirname(file)).toBe(volumeMounts[0].mountPath);
      given[name.replace(/_FILE$/, '')] = stringData[path.basename(file)] ?? '';
      delete values[name];
    }
    expect(Object.values(given)).not.toContain('');
    const config = parseConfig({ env: { ...values, ...given } });
    expect(config).toMatchObject({ host: '0.0.0.0', port: 4000, adminPort: 9090 });
    const { terminationGracePeriodSeconds } = one('Deployment').spec.template.spec;
    expect(terminationGracePeriodSeconds * 1000).toBeGreaterThan(config.drainDelayMs + config.drainTimeoutMs);
    const service = { ASANA_TOKEN: stringData['asana-token'], GATEWAY_KEYS: stringData['gateway-keys'] };
    expect(() => parseConfig({ env: { ...values, ...given, ...service } })).not.toThrow();
  });

  test('name one another rightly', () => {
    const { template, selector } = one('Deployment').spec;
    expect(template.metadata.labels).toEqual(selector.matchLabels);
    expect(one('Service').spec.selector).toEqual(selector.matchLabels);
    expect(one('PodDisruptionBudget').spec.selector).toEqual(selector);
    const [{ ports, ...container }] = template.spec.containers;
    const names = ports.map(({ name }: { name: string }) => name);
    expect(names).toContain(one('Service').spec.ports[0].targetPort);
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      expect(names).toContain(container[probe].httpGet.port);
    }
    expect(template.spec.volumes[0].secret.secretName).toBe(one('Secret').metadata.name);
    const redis = one('StatefulSet', 'asana-jobs-gateway-redis').spec;
    expect(redis.template.metadata.labels).toEqual(redis.selector.matchLabels);
    expect(one('Service', redis.serviceName).spec.selector).toEqual(redis.selector.matchLabels);
    expect(one('Secret').stringData?.['redis-url']).toBe(`redis://${redis.serviceName}:6379`);
  });
});
