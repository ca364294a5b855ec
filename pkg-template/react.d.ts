// Hooks for React 18 and newer: docs/frameworks.md.

import type { JMessage } from './types/jmessage.js';
import type { Chat, ChatMessage, Client, Connection, Send, Sending } from './store.js';
import type { Conversation, Extras } from './types/values.js';

export type { Chat, ChatMessage, Connection, Send, Sending, SendMethod } from './store.js';

/**
 * An object for as long as the component is there: made after the first rendering, never on a server, and once in
 * StrictMode and through hot reloading; closed when the component goes.
 */
export declare function useJMessage<J extends Client>(make: () => J): J | undefined;
/** How the connection stands. */
export declare function useConnection(jim: Client | undefined): Connection;
/** My conversations with their counts, newest first. */
export declare function useConversations(jim: Client | undefined): readonly Conversation[];
/** The messages of a chat that came or went while a hook looked on, oldest first. The chat is read as long as it is shown. */
export declare function useMessages<Custom extends object = Extras, E extends object = Extras>(jim: JMessage<Custom, E> | undefined, chat: Chat | undefined): readonly ChatMessage<Custom, E>[];
/** A function that sends, and how the newest send stands. */
export declare function useSend<Custom extends object = Extras, E extends object = Extras>(jim: JMessage<Custom, E> | undefined): { send: Send<Custom, E>; sending: Sending };
