// How a session stands, and what a page is told when that changes: docs/session.md.

import type { MessageBodies, SentMessage } from './messages.js';
import type { Extras } from './values.js';

/**
 * connected: the connection is up, nobody is logged in. online: logged in, and all that was missed has been told.
 * suspended: nothing for two minutes; trying goes on. kicked, failed: only another login leads back. closed: for good.
 */
export type ConnectionState =
  | 'connecting' | 'connected' | 'online' | 'reconnecting' | 'suspended' | 'kicked' | 'failed' | 'closed';

/** A message that is not answered yet. */
export interface WaitingMessage<Custom extends object = Extras, E extends object = Extras> {
  /** For discard. */
  id: number;
  /** The method that sends it, such as "sendSingleMsg". */
  method: string;
  /** The message as it goes out. */
  arguments: Omit<SentMessage<keyof MessageBodies, Custom, E>, 'msg_id'>;
  /** ms since 1970 */
  since: number;
  /** How often it went out over the last connection. */
  attempts: number;
}

/** How a message ended that was written before the page was loaded: it has no handle. It has what the reply has, too. */
export interface EndedMessage<Custom extends object = Extras, E extends object = Extras>
  extends Omit<WaitingMessage<Custom, E>, 'method' | 'since' | 'attempts'> {
  /** 0: it was sent. Any other: why it was not. None: it timed out. */
  code?: number;
  message?: string;
  /** Once it was sent. */
  msg_id?: number;
}

export interface ConnectionChange {
  state: ConnectionState;
  previous: ConnectionState;
  /** What refused, if anything did. */
  reason?: { code: number; message: string };
  /** ms to the next attempt, while one is waited for. */
  retryIn?: number;
  /** With online: the same user is back, and nothing that the server keeps was missed. */
  resumed?: boolean;
}

/** How an object stands, for whoever looks into trouble. */
export interface Stats {
  state: ConnectionState;
  /** Sockets that were opened. */
  sockets: number;
  reconnects: number;
  /** Calls that wait for an answer. */
  pending: {
    method: string;
    /** ms */
    age: number;
  }[];
  /** Characters of frames. */
  sent: number;
  received: number;
  lastError: { method: string; code: number; message: string } | null;
}
