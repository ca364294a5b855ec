// Hooks for React 18 and newer: docs/frameworks.md.

import type { JMessage } from './jmessage.js';
import type { Chat, ChatMessage, Connection, Send, Sending } from './store.js';
import type { Conversation } from './types/values.js';

export type { Chat, ChatMessage, Connection, Send, Sending, SendMethod } from './store.js';

/**
 * An object for as long as the component is there: made after the first rendering, never on a server, and once in
 * StrictMode and through hot reloading; closed when the component goes.
 */
export declare function useJMessage(make: () => JMessage): JMessage | undefined;
/** How the connection stands. */
export declare function useConnection(jim: JMessage | undefined): Connection;
/** My conversations with their counts, newest first. */
export declare function useConversations(jim: JMessage | undefined): readonly Conversation[];
/** The messages of a chat that came or went while a hook looked on, oldest first. The chat is read as long as it is shown. */
export declare function useMessages(jim: JMessage | undefined, chat: Chat | undefined): readonly ChatMessage[];
/** A function that sends, and how the newest send stands. */
export declare function useSend(jim: JMessage | undefined): { send: Send; sending: Sending };
