/**
 * What is on the page at `/graphql`: GraphiQL with the gateway's token field, fetcher, example tabs and activity
 * strip. This file puts the parts together; it holds no behaviour of its own.
 */
import './monaco-environment.ts';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import '@graphiql/plugin-explorer/style.css';
import 'graphiql/graphiql.css';
import './page.css';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';
import { useState } from 'react';
import { createActivityLog } from './activity.ts';
import { ActivityStrip } from './activity-strip.tsx';
import { type PageConfig, readConfig, storageNamespace } from './config.ts';
import { EditorOptions } from './editor-options.tsx';
import { exampleTabs } from './examples.ts';
import { createFetcher } from './fetcher.ts';
import { createLastJob } from './last-job.ts';
import { restoreExamples } from './restore-examples.ts';
import { ShareButton } from './share-button.tsx';
import { linkTo, readSharedTab, type SharedTab } from './share-link.ts';
import { ShortKeys } from './short-keys.tsx';
import { createSubscriptions } from './socket.ts';
import { createStorage } from './storage.ts';
import { createTokenStore } from './token.ts';
import { TopBar } from './top-bar.tsx';

/** The page of the gateway that wrote its settings into `root`. */
export function Page({ root }: { readonly root: HTMLElement }) {
  const [parts] = useState(() => createParts(readConfig(root)));
  const { config, browser, tokens, lastJob, log, fetcher, examples, shared, plugins } = parts;
  const isNarrow = window.matchMedia('(max-width: 720px)').matches;
  return (
    <>
      <TopBar tokens={tokens} config={config} onRestore={() => void restoreExamples(browser, examples)} />
      <main className="page">
        <GraphiQL
          fetcher={fetcher}
          storage={browser}
          defaultTabs={shared ? [shared, ...examples] : [...examples]}
          {...(shared && { initialQuery: shared.query, initialVariables: shared.variables })}
          plugins={plugins}
          isHeadersEditorEnabled={false}
          shouldPersistHeaders={false}
          defaultEditorToolsVisibility={!isNarrow}
          inputValueDeprecation
          schemaDescription
        >
          <GraphiQL.Logo>
            <EditorOptions operationName={shared?.operationName ?? null} />
            <ShortKeys />
          </GraphiQL.Logo>
          <GraphiQL.Toolbar>
            {({ prettify, merge, copy }) => (
              <>
                {prettify}
                {merge}
                {copy}
                <ShareButton linkTo={(tab) => linkTo(location.href, tab, lastJob, tokens.read())} />
              </>
            )}
          </GraphiQL.Toolbar>
          <GraphiQL.Footer>
            <ActivityStrip log={log} />
          </GraphiQL.Footer>
        </GraphiQL>
      </main>
    </>
  );
}

/** What the page works with, for as long as it is open. */
function createParts(config: PageConfig) {
  const namespace = storageNamespace(config);
  const browser = createStorage('localStorage', namespace);
  const tab = createStorage('sessionStorage', namespace);
  const tokens = createTokenStore(tab, browser, config.defaultToken);
  const lastJob = createLastJob(tab);
  const log = createActivityLog();
  const socketUrl = new URL(config.endpoint, location.href.replace(/^http/, 'ws')).href;
  const fetcher = createFetcher({
    endpoint: config.endpoint,
    token: tokens.read,
    subscriptions: createSubscriptions(socketUrl, tokens.read),
    lastJob,
    log,
  });
  const examples = exampleTabs(config.variables);
  const plugins = [HISTORY_PLUGIN, explorerPlugin({ showAttribution: false })];
  return { config, browser, tokens, lastJob, log, fetcher, examples, shared: takeSharedTab(), plugins };
}

/** What the address asks for; then the address is plain again, since a reload brings the tab back by itself. */
function takeSharedTab(): SharedTab | undefined {
  const shared = readSharedTab(location.search);
  if (shared) history.replaceState(null, '', location.pathname + location.hash);
  return shared;
}
