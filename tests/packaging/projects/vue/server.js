// On a server nothing is made, watched or even looked at.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { createSSRApp, h, shallowRef } from 'vue';
import { renderToString } from 'vue/server-renderer';
import * as composables from 'jmessage-web/vue';

const untouchable = new Proxy({}, { get: (_, name) => (/^__v_/.test(String(name)) ? undefined : assert.fail(`a server touched ${String(name)}`)) });
for (const { useConnection, useConversations, useJMessage, useMessages, useSend } of [composables, createRequire(import.meta.url)('jmessage-web/vue')]) {
  const App = {
    setup() {
      const made = useJMessage(() => assert.fail('a server made an object'));
      const of = (jim) => [useConnection(jim).value.state, useConversations(jim).value.length, useMessages(jim, { gid: 1 }).value.length, useSend(jim).sending.value.pending];
      const shown = [...of(made), ...of(shallowRef(untouchable))].join(' ');
      return () => h('p', shown);
    },
  };
  assert.equal(await renderToString(createSSRApp(App)), '<p>connecting 0 0 false connecting 0 0 false</p>');
}
