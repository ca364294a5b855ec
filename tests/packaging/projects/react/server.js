// On a server nothing is made, watched or even looked at.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import * as hooks from 'jmessage-web/react';

const untouchable = new Proxy({}, { get: (_, name) => assert.fail(`a server touched ${String(name)}`) });
for (const { useConnection, useConversations, useJMessage, useMessages, useSend } of [hooks, createRequire(import.meta.url)('jmessage-web/react')]) {
  const App = () => {
    const made = useJMessage(() => assert.fail('a server made an object'));
    const of = (jim) => [useConnection(jim).state, useConversations(jim).length, useMessages(jim, { gid: 1 }).length, useSend(jim).sending.pending];
    return [...of(made), ...of(untouchable)].join(' ');
  };
  assert.equal(renderToString(createElement(App)), 'connecting 0 0 false connecting 0 0 false');
}
