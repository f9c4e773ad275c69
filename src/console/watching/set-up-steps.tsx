/** The steps of a set-up: what is done, what failed and why; try again, or leave it. */
import { useMutation } from 'urql';
import { CancelSetUp, RetrySetUp } from '../documents/jobs.ts';
import { readable } from '../errors.ts';
import type { SetUpStepsFragment } from '../generated/graphql.ts';
import { Icon } from '../parts/icon.tsx';
import { Refusals } from '../parts/notice.tsx';

type Step = SetUpStepsFragment['steps'][number];

const STATE_WORDS: Readonly<Record<Step['state'], string>> = {
  PENDING: 'to do',
  RUNNING: 'doing it',
  DONE: 'done',
  FAILED: 'failed',
  SKIPPED: 'left out',
};

/** The list, and what can be done about it. */
export function SetUpSteps({ setUp }: { readonly setUp: SetUpStepsFragment }) {
  const [retrying, retry] = useMutation(RetrySetUp);
  const [cancelling, cancel] = useMutation(CancelSetUp);
  const goesOn = ['WAITING', 'RUNNING', 'INTERRUPTED'].includes(setUp.state);
  const error = retrying.error ?? cancelling.error;
  const mistakes = [
    ...(retrying.data?.retrySetUp?.userErrors ?? []),
    ...(cancelling.data?.cancelSetUp?.userErrors ?? []),
  ];
  return (
    <section className="card block" aria-labelledby="set-up">
      <h2 id="set-up">What is changed afterwards</h2>
      <ol className="step-list">
        {setUp.steps.map((step) => (
          <li key={step.name} className={`step ${step.state.toLowerCase()}`}>
            <span className="mark" aria-hidden="true">
              {step.state === 'DONE' && <Icon name="check" />}
              {step.state === 'FAILED' && <Icon name="cross" />}
            </span>
            <span>
              {wordsOf(step)} <span className="small">{STATE_WORDS[step.state]}</span>
              {step.userErrors.map((mistake) => (
                <span key={mistake.message} className="mistake">
                  {readable(mistake)}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ol>
      <Refusals error={error} mistakes={mistakes} />
      <div className="actions">
        {(setUp.state === 'FAILED' || setUp.state === 'CANCELLED') && (
          <button
            type="button"
            className="secondary"
            disabled={retrying.fetching}
            onClick={() => void retry({ id: setUp.id })}
          >
            <Icon name="again" />
            Try again what is not done
          </button>
        )}
        {goesOn && (
          <button
            type="button"
            className="secondary"
            disabled={cancelling.fetching}
            onClick={() => void cancel({ id: setUp.id })}
          >
            Leave the rest as it is
          </button>
        )}
      </div>
    </section>
  );
}

function wordsOf({ name, matched }: Step): string {
  const [what, index] = name.split('.');
  switch (what) {
    case 'project':
      return 'The project itself';
    case 'members':
      return 'Members';
    case 'portfolios':
      return 'Portfolios';
    case 'customFields':
      return 'Custom fields';
    case 'tasks': {
      const tasks = matched === null || matched === undefined ? '' : `, ${matched} of its tasks`;
      return `Rule ${Number(index) + 1} for tasks${tasks}`;
    }
    default:
      return name;
  }
}
