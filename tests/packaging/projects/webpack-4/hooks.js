// Hooks of both frameworks, with the app's own copy of each: they show what becomes of one object.
import { JMessage } from 'jmessage-web';
import * as hooks from 'jmessage-web/react';
import * as composables from 'jmessage-web/vue';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createApp, h } from 'vue';
import { told } from './start.js';

const { server, auth } = told();
const jim = new JMessage({ address: server });
const place = () => document.documentElement.appendChild(document.createElement('p'));

const App = () => createElement('b', undefined, hooks.useConnection(jim).state);
createRoot(place()).render(createElement(App));
createApp({
  setup() {
    const connection = composables.useConnection(jim);
    return () => h('b', connection.value.state);
  },
}).mount(place());

const shown = () => Array.from(document.querySelectorAll('b'), ({ textContent }) => textContent).join();
const bothShow = (state) => new Promise((seen) => {
  const look = () => (shown() === `${state},${state}` ? seen() : requestAnimationFrame(look));
  look();
});
window.result = bothShow('connected')
  .then(() => jim.init(JSON.parse(auth)).toPromise())
  .then((answer) => [answer]);
