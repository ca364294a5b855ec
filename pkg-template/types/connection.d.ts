// How a session stands, and what a page is told when that changes: docs/session.md.

/**
 * connected: the connection is up, nobody is logged in. online: logged in, and all that was missed has been told.
 * suspended: nothing for two minutes; trying goes on. kicked, failed: only another login leads back. closed: for good.
 */
export type ConnectionState =
  | 'connecting' | 'connected' | 'online' | 'reconnecting' | 'suspended' | 'kicked' | 'failed' | 'closed';

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
