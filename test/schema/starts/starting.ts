/** Starting jobs on a stage, for tests that are about what comes after. */
import type { OnStage } from '../on-stage.ts';

/** Duplicates a task and returns the job's gid; words in the name bend its fate in the sandbox. */
export async function startJob(on: OnStage, name = 'A copy', token?: string): Promise<string> {
  const { data } = await on.run(
    `mutation ($gid: ID!, $name: String) { duplicateTask(input: { taskGid: $gid, name: $name }) {
      job { gid } userErrors { message }
    } }`,
    { gid: on.gids.tasks.shared, name },
    token,
  );
  const { job, userErrors } = data.duplicateTask;
  if (!job) throw new Error(JSON.stringify(userErrors));
  return job.gid;
}

/** Duplicates a project and returns the job's gid. */
export async function startProjectJob(on: OnStage, name = 'A copy'): Promise<string> {
  const { data } = await on.run(
    `mutation ($gid: ID!, $name: String!) { duplicateProject(input: { projectGid: $gid, name: $name }) {
      job { gid } userErrors { message }
    } }`,
    { gid: on.gids.projects.website, name },
  );
  const { job, userErrors } = data.duplicateProject;
  if (!job) throw new Error(JSON.stringify(userErrors));
  return job.gid;
}
