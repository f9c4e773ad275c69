/** The new project with its sections and tasks, read again each time more of them are there. */
import { useEffect, useRef } from 'react';
import { ProjectContents } from '../documents/jobs.ts';
import { Face } from '../parts/face.tsx';
import { AsanaLink } from '../parts/link.tsx';
import { Trouble, useRead } from '../parts/read.tsx';
import { Skeleton } from '../parts/skeleton.tsx';

/** What a job has made. `moment` changes whenever there is more to see. */
export function ProjectView({ gid, moment }: { readonly gid: string; readonly moment: string }) {
  const { data, error, again } = useRead({ query: ProjectContents, variables: { gid } });
  const seen = useRef(moment);
  useEffect(() => {
    if (seen.current === moment) return;
    seen.current = moment;
    again();
  }, [moment, again]);

  const project = data?.project;
  if (!project) {
    if (error) return <Trouble error={error} again={again} />;
    return data ? <p className="notice">This project is gone.</p> : <Skeleton look="tall" />;
  }
  const sections = (project.sections?.nodes ?? []).filter((section) => section !== null);
  const dates = [project.startOn, project.dueOn].filter((date) => date !== null && date !== undefined);
  return (
    <article className="project">
      <p className="facts">
        {project.team && <span>{project.team.name}</span>}
        {dates.length > 0 && <span>{dates.map(day).join(' – ')}</span>}
        {project.owner?.name && (
          <span className="person">
            <Face name={project.owner.name} />
            {project.owner.name}
          </span>
        )}
      </p>
      <div className="sections">
        {sections.map((section) => {
          const tasks = (section.tasks?.nodes ?? []).filter((task) => task !== null);
          return (
            <section key={section.id} className="card block">
              <h2>
                {section.name}{' '}
                <span className="count">{tasks.length === 50 ? '50 and more' : tasks.length}</span>
              </h2>
              <ul>
                {tasks.map((task) => (
                  <li key={task.id} className="task">
                    <span className={task.completed ? 'tick on' : 'tick'} aria-hidden="true" />
                    <span className="title" dir="auto">
                      <AsanaLink url={task.permalinkUrl}>{task.name}</AsanaLink>
                      {task.completed && <span className="unseen"> done</span>}
                    </span>
                    {task.dueOn && <time dateTime={task.dueOn}>{day(task.dueOn)}</time>}
                    {task.assignee?.name && (
                      <>
                        <Face name={task.assignee.name} />
                        <span className="unseen">{task.assignee.name}</span>
                      </>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </article>
  );
}

function day(date: string): string {
  return new Date(`${date}T12:00:00`).toLocaleDateString([], { day: 'numeric', month: 'short' });
}
