// What the hooks of all frameworks show. It must never name a framework.

import type { JMessage } from './types/jmessage.js';
import type { ConnectionChange } from './types/connection.js';
import type { JMessageError } from './types/handle.js';
import type { MessageBodies, MessageContent } from './types/messages.js';
import type { Extras, Id, UserRef } from './types/values.js';

/** How the connection stands, with what the newest change said of it. */
export type Connection = Omit<ConnectionChange, 'previous'>;

/** A single chat by its user, a group by its gid, a chat room by its id. */
export type Chat = UserRef | { gid: Id } | { rid: Id };

/** A message of a chat: received, or sent from here. */
export interface ChatMessage<Custom extends object = Extras, E extends object = Extras> {
  msg_id: number;
  /** When the server got it, ms. */
  ctime_ms: number;
  content: MessageContent<keyof MessageBodies, Custom, E>;
  /** It was taken back (撤回). */
  retracted?: true;
  /** How many have not read it, of my own with need_receipt. */
  unread_count?: number;
}

/** How the newest send stands. */
export interface Sending {
  pending: boolean;
  /** Bytes, while a file goes out. */
  progress?: { loaded: number; total: number };
  /** Why it failed; gone when something else is sent. */
  error?: JMessageError;
}

/** Any object, whatever its messages hold. */
export type Client = JMessage<any, any>;

/** The methods that send a message. */
export type SendMethod = { [M in keyof JMessage]: M extends `send${string}` ? M : never }[keyof JMessage];

/** Sends by that method; what went out joins the messages of its chat. Whoever looks at `sending` may leave the promise alone. */
export type Send<Custom extends object = Extras, E extends object = Extras> = <M extends SendMethod>(method: M, args: Parameters<JMessage<Custom, E>[M]>[0]) =>
  ReturnType<ReturnType<JMessage<Custom, E>[M]>['toPromise']>;
