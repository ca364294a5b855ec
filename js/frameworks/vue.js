// Composables for Vue, over the store. Must never make or watch an object on a server.

import { onMounted, onUnmounted, shallowRef, toRaw, toValue, watch } from 'vue';
import { hold, IDLE, keyOf, NONE, sender, START, storeOf } from './store.js';

// Itself, and not the Proxy that reactive state gives out.
const itself = (jim) => toRaw(toValue(jim));

/** Follows an object, or whatever a ref or getter gives, and what `start` begins with it ends with it. */
const follow = (sources, start) => {
  if (typeof window === 'undefined') return;
  watch(sources, (values, before, onCleanup) => { onCleanup(start(...values) || (() => {})); }, { immediate: true });
};

const useStore = (jim, read, none, key = () => '') => {
  const found = shallowRef(none);
  follow([() => itself(jim), key], (client, of) => {
    if (!client) {
      found.value = none;
      return undefined;
    }
    const store = storeOf(client);
    const update = () => { found.value = read(store, of); };
    const off = store.subscribe(update);
    update();
    return off;
  });
  return found;
};

export const useJMessage = (make) => {
  const jim = shallowRef();
  let letGo;
  onMounted(() => {
    jim.value = make();
    letGo = hold(jim.value);
  });
  onUnmounted(() => letGo && letGo());
  return jim;
};

export const useConnection = (jim) => useStore(jim, (store) => store.connection, START);

export const useConversations = (jim) => useStore(jim, (store) => store.conversations, NONE);

export const useMessages = (jim, chat) => {
  const key = () => keyOf(toValue(chat));
  follow([() => itself(jim), key], (client) => {
    const shown = toValue(chat);
    return client && shown && storeOf(client).open(shown);
  });
  return useStore(jim, (store, of) => store.lists.get(of) || NONE, NONE, key);
};

export const useSend = (jim) => {
  const sending = shallowRef(IDLE);
  let client;
  let send;
  return {
    send: (method, args) => {
      if (client !== itself(jim)) {
        client = itself(jim);
        send = sender(client, (now) => { sending.value = now; });
      }
      return send(method, args);
    },
    sending,
  };
};
