// Composables for Vue 3.3 and newer: docs/frameworks.md.

import type { MaybeRefOrGetter, ShallowRef } from 'vue';
import type { JMessage } from './types/jmessage.js';
import type { Chat, ChatMessage, Client, Connection, Send, Sending } from './store.js';
import type { Conversation, Extras } from './types/values.js';

export type { Chat, ChatMessage, Connection, Send, Sending, SendMethod } from './store.js';

type Given<J> = MaybeRefOrGetter<J | undefined>;

/** An object for as long as the component is there: made when it is mounted, never on a server, and closed with it. */
export declare function useJMessage<J extends Client>(make: () => J): Readonly<ShallowRef<J | undefined>>;
/** How the connection stands. */
export declare function useConnection(jim: Given<Client>): Readonly<ShallowRef<Connection>>;
/** My conversations with their counts, newest first. */
export declare function useConversations(jim: Given<Client>): Readonly<ShallowRef<readonly Conversation[]>>;
/** The messages of a chat that came or went while a composable looked on, oldest first. The chat is read as long as it is shown. */
export declare function useMessages<Custom extends object = Extras, E extends object = Extras>(jim: Given<JMessage<Custom, E>>, chat: Given<Chat>): Readonly<ShallowRef<readonly ChatMessage<Custom, E>[]>>;
/** A function that sends, and how the newest send stands. */
export declare function useSend<Custom extends object = Extras, E extends object = Extras>(jim: Given<JMessage<Custom, E>>): { send: Send<Custom, E>; sending: Readonly<ShallowRef<Sending>> };
