// Hooks for React, over the store. Must never make or close an object while rendering: React renders twice, and on servers.

import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { hold, IDLE, keyOf, NONE, sender, START, storeOf } from './store.js';

const nothing = () => {};

const useStore = (jim, read, none) => useSyncExternalStore(
  useCallback((changed) => (jim ? storeOf(jim).subscribe(changed) : nothing), [jim]),
  () => (jim ? read(storeOf(jim)) : none),
  () => none,
);

export const useJMessage = (make) => {
  const [jim, setJim] = useState();
  const made = useRef();
  useEffect(() => {
    // StrictMode and hot reloading come here again, and a tree that was hidden for a while.
    if (!made.current || made.current.connection() === 'closed') made.current = make();
    setJim(made.current);
    return hold(made.current);
  }, []);
  return jim;
};

export const useConnection = (jim) => useStore(jim, (store) => store.connection, START);

export const useConversations = (jim) => useStore(jim, (store) => store.conversations, NONE);

export const useMessages = (jim, chat) => {
  const key = keyOf(chat);
  useEffect(() => (jim && chat ? storeOf(jim).open(chat) : undefined), [jim, key]);
  return useStore(jim, (store) => store.lists.get(key) || NONE, NONE);
};

export const useSend = (jim) => {
  const [sending, tell] = useState(IDLE);
  const send = useMemo(() => sender(jim, tell), [jim]);
  return { send, sending };
};
