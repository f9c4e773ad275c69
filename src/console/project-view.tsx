/** The new project with its sections and tasks. They arrive about a second after the job has succeeded. */
import { useEffect, useRef, useState } from 'react';
import { Face } from './app.tsx';
import { NewProject } from './documents.ts';
import { Trouble, useRead } from './read.tsx';

/** When to look again, as long as the lists still grow. */
const PAUSES_MS = [1_000, 2_000, 4_000];

/** What a job has made. */
export function ProjectView({ gid }: { gid: string }) {
  const { data, error, stale, again } = useRead({ query: NewProject, variables: { gid } });
  const [looks, setLooks] = useState(0);
  const project = data?.project;
  const sections = (project?.sections?.nodes ?? []).filter((section) => section !== null);
  const size = sections.reduce((sum, { tasks }) => sum + 1 + (tasks?.nodes.length ?? 0), 0);
  const before = useRef(-1);
  const arriving = looks < PAUSES_MS.length && (size === 0 || size !== before.current);

  useEffect(() => {
    if (!project || stale || !arriving) return;
    const timer = setTimeout(() => {
      before.current = size;
      setLooks((count) => count + 1);
      again();
    }, PAUSES_MS[looks]);
    return () => clearTimeout(timer);
  }, [project, stale, arriving, size, looks, again]);

  if (!project) {
    if (error) return <Trouble error={error} again={again} />;
    return data ? <p className="notice">This project is gone.</p> : <div className="skeleton tall" />;
  }
  return (
    <article className="project">
      <header>
        <p className="ready">Ready</p>
        <h1>{project.name}</h1>
        <p className="facts">
          {project.team && <span>{project.team.name}</span>}
          {project.startOn && project.dueOn && (
            <span>
              {day(project.startOn)} – {day(project.dueOn)}
            </span>
          )}
          {project.owner?.name && (
            <span className="me">
              <Face name={project.owner.name} />
              {project.owner.name}
            </span>
          )}
          {project.permalinkUrl && (
            <a href={project.permalinkUrl} rel="noreferrer" target="_blank">
              Open in Asana ↗
            </a>
          )}
        </p>
      </header>
      {size === 0 && (
        <div className="sections" aria-busy={arriving}>
          {arriving
            ? [1, 2, 3].map((key) => <div key={key} className="skeleton section" />)
            : 'It has no sections and no tasks.'}
        </div>
      )}
      <div className="sections">
        {sections.map((section) => (
          <section key={section.id} className="card section">
            <h2>
              {section.name} <span className="count">{section.tasks?.nodes.length ?? 0}</span>
            </h2>
            <ul>
              {section.tasks?.nodes.map(
                (task) =>
                  task && (
                    <li key={task.id} className="task">
                      <span className={task.completed ? 'tick on' : 'tick'} aria-hidden="true" />
                      <span className="title">{task.name}</span>
                      {task.dueOn && <time dateTime={task.dueOn}>{day(task.dueOn)}</time>}
                      {task.assignee?.name && <Face name={task.assignee.name} />}
                    </li>
                  ),
              )}
            </ul>
          </section>
        ))}
      </div>
    </article>
  );
}

function day(date: string): string {
  return new Date(`${date}T12:00:00`).toLocaleDateString('en', { day: 'numeric', month: 'short' });
}
