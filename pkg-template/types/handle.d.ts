// What methods return, and how they fail. Must never know which method.

import type { JMessageErrorCode } from './codes.js';

/** What almost every method returns (链式回调). Handlers may be attached in any order, before or after the answer. */
export interface Handle<T, M = void> {
  /**
   * The server did it. Methods that send a message also hand over the message as it was sent.
   * 服务器已完成。发送消息的方法还会给出所发出的消息。
   */
  onSuccess(fn: (data: T & Reply, msg: M) => void): this;
  /** The server, or the check of the arguments, refused it. 被服务器拒绝，或参数检查未通过。 */
  onFail(fn: (error: Failure, msg?: M) => void): this;
  /**
   * Five sends, five seconds apart, brought no answer. Waiting for the reply itself (30 s) begins with this call.
   * 每 5 秒发送一次，五次均无应答。对应答本身的等待（30 秒）从调用此方法时开始。
   */
  onTimeout(fn: (timeout: Timeout) => void): this;
  /** The server has the request (应答); the reply follows. 服务器已收到请求，结果随后到达。 */
  onAck(fn: (ack: { data: object }) => void): this;
  /**
   * Ours. Rejects with a {@link JMessageError}, on a timeout too. Handles are no promises: `await` needs this.
   * 本 SDK 独有。失败与超时都以 JMessageError 拒绝。句柄不是 Promise：`await` 需要它。
   */
  toPromise(): Promise<T & Reply>;
}

/** The handle of a method that may upload a file first. */
export interface UploadHandle<T, M = void> extends Handle<T, M> {
  /** Ours. Called while the file goes out; both in bytes. 本 SDK 独有。上传期间调用，单位为字节。 */
  onProgress(fn: (progress: { loaded: number; total: number }) => void): this;
  /**
   * Ours. Stops an upload that is not done: onFail with code 889002. Afterwards it does nothing.
   * 本 SDK 独有。中止未完成的上传：onFail 得到 889002。此后不起作用。
   */
  abort(): this;
}

/** In every reply that reaches onSuccess. */
export interface Reply {
  /** 0; absent from some servers' replies. */
  code?: 0;
  message?: string;
}

export interface Failure {
  code: JMessageErrorCode | (number & {});
  message: string;
  /** Instead of both, where the upload server refused the file for a reason of its own. */
  error?: { code: number; message: string };
}

export interface Timeout {
  rid: number;
  /** The request, as it was sent. */
  data: object;
  /** True: the server had the request but didn't answer it. False: it never confirmed that it had it. */
  response_timeout: boolean;
}

/** What toPromise() and the methods of `promise` reject with; also `JMessage.Error`. */
export declare class JMessageError extends Error {
  name: 'JMessageError';
  /** 882005 after a timeout. */
  code: Failure['code'];
  /** Of which method. */
  method: string;
  /** The same call may succeed later: too frequent, a server's or a network's trouble, no answer. */
  readonly retryable: boolean;
  data?: Failure | Timeout;
}
