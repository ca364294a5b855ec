// Composables for Vue 3.3 and newer: docs/frameworks.md.

import type { MaybeRefOrGetter, ShallowRef } from 'vue';
import type { JMessage } from './jmessage.js';
import type { Chat, ChatMessage, Connection, Send, Sending } from './store.js';
import type { Conversation } from './types/values.js';

export type { Chat, ChatMessage, Connection, Send, Sending, SendMethod } from './store.js';

type Client = MaybeRefOrGetter<JMessage | undefined>;

/** An object for as long as the component is there: made when it is mounted, never on a server, and closed with it. */
export declare function useJMessage(make: () => JMessage): Readonly<ShallowRef<JMessage | undefined>>;
/** How the connection stands. */
export declare function useConnection(jim: Client): Readonly<ShallowRef<Connection>>;
/** My conversations with their counts, newest first. */
export declare function useConversations(jim: Client): Readonly<ShallowRef<readonly Conversation[]>>;
/** The messages of a chat that came or went while a composable looked on, oldest first. The chat is read as long as it is shown. */
export declare function useMessages(jim: Client, chat: MaybeRefOrGetter<Chat | undefined>): Readonly<ShallowRef<readonly ChatMessage[]>>;
/** A function that sends, and how the newest send stands. */
export declare function useSend(jim: Client): { send: Send; sending: Readonly<ShallowRef<Sending>> };
