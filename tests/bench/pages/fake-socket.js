// A WebSocket that goes nowhere: what a client sends is kept, and the page says what it receives.
// Must be loaded before the client is made. It must never answer by itself.

export const sockets = [];

class FakeSocket {
  constructor() {
    this.readyState = 1;
    this.sent = [];
    sockets.push(this);
  }

  send(text) { this.sent.push(text); }
  close() { this.readyState = 3; }
  addEventListener(type, listener) { this[`on${type}`] = listener; }

  /** Hands a frame to the client. */
  receive(text) { this.onmessage({ data: text }); }
}

window.WebSocket = FakeSocket;
