/** What can be started, as cards: the two of every day large, the others below. */
import { addressOf } from '../address.ts';
import { Icon } from '../parts/icon.tsx';
import { Link } from '../parts/link.tsx';
import { addressWord, START_NAMES, type StartName, startKind } from './starts.ts';

/** The page one begins at. */
export function HomePage() {
  const [first, second, ...others] = START_NAMES as [StartName, StartName, ...StartName[]];
  const exports = others.filter((start) => startKind(start).icon === 'export');
  return (
    <section>
      <h1>What would you like to start?</h1>
      <p className="lead">
        Asana does it in the background. Start as much as you like; it is all listed here.
      </p>
      <ul className="cards large">
        {[first, second].map((start) => (
          <StartCard key={start} start={start} />
        ))}
        <li>
          <Link className="card start-card" href={addressOf.newList()}>
            <span className="emblem list">
              <Icon name="list" />
            </span>
            <strong>Many at once</strong>
            <span className="about">Paste a list or a CSV file, and watch one bar.</span>
          </Link>
        </li>
      </ul>
      <h2 className="group">Tasks, portfolios, templates</h2>
      <ul className="cards wide">
        {others
          .filter((start) => !exports.includes(start))
          .map((start) => (
            <StartCard key={start} start={start} />
          ))}
      </ul>
      <h2 className="group">Exports</h2>
      <ul className="cards">
        {exports.map((start) => (
          <StartCard key={start} start={start} />
        ))}
      </ul>
    </section>
  );
}

function StartCard({ start }: { readonly start: StartName }) {
  const { icon, title, about } = startKind(start);
  return (
    <li>
      <Link className="card start-card" href={addressOf.start(addressWord(start))}>
        <span className={`emblem ${icon}`}>
          <Icon name={icon} />
        </span>
        <strong>{title}</strong>
        <span className="about">{about}</span>
      </Link>
    </li>
  );
}
