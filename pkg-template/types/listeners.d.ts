// Events by name, for on and once: a listener's method without its "on". Must never name what no listener hears.

import type { ConnectionChange, EndedMessage } from './connection.js';
import type { JMessageEvent } from './events.js';
import type { ReceiptChange, ReceivedMessage, RoomMessage, SyncedConversation, TransMessage, UnreadUpdate } from './messages.js';
import type { UserChange } from './replies.js';
import type { Extras } from './values.js';

export interface JMessageEvents<Custom extends object = Extras, E extends object = Extras> {
  disconnect: void;
  msgReceive: { rid: number; uid?: number; messages: ReceivedMessage<Custom, E>[] };
  syncConversation: SyncedConversation<Custom, E>[];
  userInfUpdate: UserChange;
  eventNotification: JMessageEvent;
  syncEvent: JMessageEvent[];
  msgReceiptChange: ReceiptChange;
  syncMsgReceipt: ReceiptChange[];
  mutiUnreadMsgUpdate: UnreadUpdate;
  transMsgRec: TransMessage;
  roomMsg: RoomMessage<Custom, E>;
  connectionChange: ConnectionChange;
  outboxChange: EndedMessage<Custom, E> | undefined;
}

/** What a call through `promise` takes beside its arguments. */
export interface CallOptions {
  /**
   * Gives the call up: an upload is stopped, of anything else the answer is not waited for.
   * 放弃调用：上传会停止，其他请求只是不再等待应答。
   */
  signal?: AbortSignal;
  /** How long to wait at most, in ms; then it rejects with code 882005. 最长等待毫秒数，到时以 882005 拒绝。 */
  timeout?: number;
}

type Asks = (...args: never[]) => { toPromise(): Promise<unknown> } | undefined;
type Answer<F> = F extends (...args: never[]) => infer H
  ? NonNullable<H> extends { toPromise(): Promise<infer T> } ? T : never
  : never;
type Given<F> = F extends () => unknown
  ? [args?: undefined, options?: CallOptions]
  : F extends (args: infer A) => unknown ? [args: A, options?: CallOptions] : [args?: unknown, options?: CallOptions];

/** The methods of a client that return a handle, as promises. */
export type Promised<Client> = {
  readonly [M in Exclude<keyof Client, 'promise'> as Client[M] extends Asks ? M : never]: (...given: Given<Client[M]>) => Promise<Answer<Client[M]>>;
};
