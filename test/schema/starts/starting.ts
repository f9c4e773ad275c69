/** Starting jobs, for tests that are about what comes after. */
import type { WithSandbox } from '../with-sandbox.ts';

/** Duplicates a task and returns the job's gid; words in the name bend its fate in the sandbox. */
export async function startJob(gateway: WithSandbox, name = 'A copy', token?: string): Promise<string> {
  const { data } = await gateway.run(
    `mutation ($gid: ID!, $name: String) { duplicateTask(input: { taskGid: $gid, name: $name }) {
      job { gid } userErrors { message }
    } }`,
    { gid: gateway.gids.tasks.shared, name },
    token,
  );
  const { job, userErrors } = data.duplicateTask;
  if (!job) throw new Error(JSON.stringify(userErrors));
  return job.gid;
}

/** Duplicates a project and returns the job's gid. */
export async function startProjectJob(gateway: WithSandbox, name = 'A copy'): Promise<string> {
  const { data } = await gateway.run(
    `mutation ($gid: ID!, $name: String!) { duplicateProject(input: { projectGid: $gid, name: $name }) {
      job { gid } userErrors { message }
    } }`,
    { gid: gateway.gids.projects.website, name },
  );
  const { job, userErrors } = data.duplicateProject;
  if (!job) throw new Error(JSON.stringify(userErrors));
  return job.gid;
}
