// What methods return, and how they fail. Must never know which method.

import type { JMessageErrorCode } from './codes.js';

/** What almost every method returns (链式回调). Handlers may be attached in any order, before or after the answer. */
export interface Handle<T, M = void> {
  /** The server did it. Methods that send a message also hand over the message as it was sent. */
  onSuccess(fn: (data: T & Reply, msg: M) => void): this;
  /** The server, or the check of the arguments, refused it. */
  onFail(fn: (error: Failure, msg?: M) => void): this;
  /** Five sends, five seconds apart, brought no answer. Waiting for the reply itself (30 s) begins with this call. */
  onTimeout(fn: (timeout: Timeout) => void): this;
  /** The server has the request (应答); the reply follows. */
  onAck(fn: (ack: { data: object }) => void): this;
  /** Ours. Rejects with a {@link JMessageError}, on a timeout too. Handles are no promises: `await` needs this. */
  toPromise(): Promise<T & Reply>;
}

/** The handle of a method that may upload a file first. */
export interface UploadHandle<T, M = void> extends Handle<T, M> {
  /** Ours. Called while the file goes out; both in bytes. */
  onProgress(fn: (progress: { loaded: number; total: number }) => void): this;
  /** Ours. Stops an upload that is not done: onFail with code 889002. Afterwards it does nothing. */
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
