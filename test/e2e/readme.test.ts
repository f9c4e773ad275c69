import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ExampleIds, exampleTabs } from '../../src/graphiql/examples.ts';
import { post, ROOT, type Running, run, urlOf } from './support.ts';

let demo: Running;
let url: string;

beforeAll(async () => {
  demo = run(['demo', '--port', '0']);
  url = await urlOf(demo);
});

afterAll(async () => {
  await demo[Symbol.asyncDispose]();
});

/** Runs the README's block of curl commands as it is printed, and gives what it prints. */
async function runTheBlock(): Promise<string> {
  const readme = await readFile(path.join(ROOT, 'README.md'), 'utf8');
  const block = /```sh\n((?:(?!```)[\s\S])*curl[\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const env = { PATH: process.env.PATH, PORT: new URL(url).port };
  const { stdout } = await promisify(execFile)('sh', ['-eu', '-c', block], { env });
  return stdout;
}

const WHOLE_STORY = [
  /"projects":\{"nodes":\[\{"gid":"\d+"/,
  /"job":\{"gid":"\d+"/,
  /data: .*"status":"SUCCEEDED".*"setUp":\{"state":"DONE"/,
  // The copy is of the first project that was found, which has a team; the set-up gave both due dates.
  /"newProject":\{"name":"Copy","dueOn":"2027-03-26","team":\{"name":"/,
  /"tasks":\{"nodes":\[\{"name":"Draft trail shoe page","dueOn":"2027-03-01"\}/,
];

describe("GraphiQL's tabs in the demo", () => {
  test('set a copy up without being edited', async () => {
    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
    const written = /data-config="([^"]*)"/.exec(page)?.[1]?.replaceAll('&quot;', '"') ?? '{}';
    const [, , start] = exampleTabs((JSON.parse(written) as { variables: ExampleIds }).variables);
    const { input } = JSON.parse(start?.variables ?? '{}') as { input: object };
    const started = await post(url, start?.query ?? '', { input: { ...input, waitForSlot: 30 } });
    const gid = /"job":\{"gid":"(\d+)"/.exec(JSON.stringify(started))?.[1];

    const watched = await post(
      url,
      'query ($gid: ID!) { waitForJob(gid: $gid, seconds: 55, until: SET_UP) { setUp { state steps { name matched userErrors { message } } } } }',
      { gid },
    );

    expect(watched.data).toEqual({
      waitForJob: {
        setUp: {
          state: 'DONE',
          steps: [
            { name: 'project', matched: null, userErrors: [] },
            { name: 'tasks.0', matched: 2, userErrors: [] },
          ],
        },
      },
    });
  }, 90_000);
});

describe("the README's curl block", () => {
  test('tells the whole story, after whatever ran before', async () => {
    const fresh = await runTheBlock();
    for (const chapter of WHOLE_STORY) expect(fresh).toMatch(chapter);

    const [, find, start] = exampleTabs({});
    await post(url, find?.query ?? '');
    const { data } = await post(url, '{ workspaces { nodes { projects(first: 1) { nodes { gid } } } } }');
    const projectGid = /"gid":"(\d+)"/.exec(JSON.stringify(data))?.[1];
    for (const name of ['One', 'Two', 'Three', 'Four', 'Five']) {
      await post(url, start?.query ?? '', { input: { projectGid, name } });
    }

    const again = await runTheBlock();
    for (const chapter of WHOLE_STORY) expect(again).toMatch(chapter);
    expect(again).not.toContain('"errors"');
  }, 90_000);
});
