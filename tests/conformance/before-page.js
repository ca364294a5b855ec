// Runs before anything of the page does: what the runner needs to know when a step is over.
// It must never change what the SDK sends, receives or sees.
'use strict';

(() => {
  // A timer without delay means "next turn", not a span of time: it does not wait for the clock.
  const later = window.setTimeout;
  window.setTimeout = (callback, ms, ...args) => {
    if (ms > 0) return later(callback, ms, ...args);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      callback(...args);
    };
    port2.postMessage(0);
    return -1;
  };

  // What has gone over the wire, as the page's side counts it.
  const sockets = [];
  window.WebSocket = class extends WebSocket {
    constructor(...args) {
      super(...args);
      this.counts = { sent: 0, received: 0 };
      sockets.push(this);
      this.addEventListener('message', () => { this.counts.received += 1; });
    }

    send(data) {
      if (this.readyState === WebSocket.OPEN) this.counts.sent += 1;
      super.send(data);
    }
  };

  let uploading = 0;
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function counted(...args) {
    uploading += 1;
    this.addEventListener('loadend', () => { uploading -= 1; });
    send.apply(this, args);
  };

  window.traffic = () => ({ uploading, sockets: sockets.map(({ readyState, counts }) => ({ state: readyState, ...counts })) });
})();
