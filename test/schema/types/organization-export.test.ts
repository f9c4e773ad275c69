import { expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';

const clock = { time: Date.parse('2026-09-07T08:00:00Z'), now: () => clock.time };
const gateway = withSandbox({ clock, jobDurationMs: 1_000 });

const READ =
  'query ($gid: ID!) { organizationExport(gid: $gid) { state downloadUrl createdAt organization { name } } }';

test('an organization export goes through its own states', async () => {
  const started = await gateway.run(
    `mutation ($gid: ID!) { createOrganizationExport(input: { organizationGid: $gid }) {
      organizationExport { gid state } userErrors { message }
    } }`,
    { gid: gateway.gids.organization },
  );
  const { organizationExport, userErrors } = started.data.createOrganizationExport;
  expect(userErrors).toEqual([]);
  expect(organizationExport.state).toBe('PENDING');
  const { gid } = organizationExport;

  clock.time += 500;
  const running = await gateway.run(READ, { gid });
  expect(running.data.organizationExport).toEqual({
    state: 'STARTED',
    downloadUrl: null,
    createdAt: '2026-09-07T08:00:00.000Z',
    organization: { name: 'Meridian Outdoor' },
  });
  expect(running.calls).toEqual([
    `GET /organization_exports/${gid} [created_at,download_url,organization.name,state]`,
  ]);

  clock.time += 1_000;
  const finished = await gateway.run(READ, { gid });
  expect(finished.data.organizationExport).toMatchObject({
    state: 'FINISHED',
    downloadUrl: expect.stringMatching(/^http/),
  });
});

test('organization exports never ride in a batch', async () => {
  const { data, errors, calls } = await gateway.run(
    '{ a: organizationExport(gid: "1") { state } b: organizationExport(gid: "2") { state } }',
  );
  expect(data).toEqual({ a: null, b: null });
  expect(errors).toEqual([]);
  expect(calls.sort()).toEqual([
    'GET /organization_exports/1 [state]',
    'GET /organization_exports/2 [state]',
  ]);
});
