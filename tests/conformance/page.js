// The page: does what a step says with the SDK, and keeps a log of everything that a page can see of it.
// It must never look behind the public API. A classic script, loaded after the bundle.
'use strict';

window.conformance = (() => {
  const log = [];
  const instances = {};
  const LISTENERS = ['onDisconnect', 'onMsgReceive', 'onSyncConversation', 'onUserInfUpdate', 'onEventNotification', 'onSyncEvent',
    'onMsgReceiptChange', 'onSyncMsgReceipt', 'onMutiUnreadMsgUpdate', 'onTransMsgRec', 'onRoomMsg'];

  addEventListener('error', (event) => log.push({ uncaught: event.message }));
  addEventListener('unhandledrejection', ({ reason }) => log.push({ unhandled: String((reason && reason.message) || reason) }));

  /** A value as the log keeps it: what JSON can say, and a word for what it can't. */
  function plain(value) {
    if (value === undefined) return '<undefined>';
    try {
      return JSON.parse(JSON.stringify(value, (key, inner) => (typeof inner === 'function' ? '<function>' : inner)));
    } catch (error) {
      return `<unserialisable ${error.message}>`;
    }
  }

  /** An argument as the page passes it: $form stands for a FormData with one file, $undefined for undefined, $inherits
   *  for the fields of its prototype. */
  function revive(value) {
    if (Array.isArray(value)) return value.map(revive);
    if (!value || typeof value !== 'object') return value;
    if (value.$undefined) return undefined;
    if (value.$form) return formOf(value.$form);
    const { $inherits, ...own } = value;
    const revived = Object.fromEntries(Object.entries(own).map(([key, inner]) => [key, revive(inner)]));
    return $inherits ? Object.assign(Object.create(revive($inherits)), revived) : revived;
  }

  /** The window whose classes a form is made of: this one, or that of an iframe of the same origin. */
  function realmOf(realm) {
    return realm === 'iframe' ? document.documentElement.appendChild(document.createElement('iframe')).contentWindow : window;
  }

  function formOf({ name = 'file', filename = 'a.bin', type = '', bytes = [1, 2, 3, 4], realm }) {
    const { FormData, File } = realmOf(realm);
    const form = new FormData();
    form.append(name, new File([new Uint8Array(bytes)], filename, { type }));
    return form;
  }

  const isHandle = (value) => Boolean(value) && typeof value === 'object' && typeof value.onSuccess === 'function';

  function attach(handle, label, kinds) {
    let chained = true;
    let last = handle;
    for (const kind of kinds) {
      const next = last[`on${kind[0].toUpperCase()}${kind.slice(1)}`]((...args) => log.push({ cb: `${label}.${kind}`, args: plain(args) }));
      if (isHandle(next)) last = next;
      else chained = false;
    }
    log.push({ handle: label, chained, same: last === handle });
  }

  return {
    log,
    make(id, options) {
      const here = location.host;
      try {
        instances[id] = new window.JMessage({ address: `ws://${here}`, upload_file: `http://${here}/resource`, ...options });
      } catch (error) {
        log.push({ threw: 'new', message: error.message });
      }
    },
    isConnect: (id) => instances[id].isConnect(),
    listen(id, methods = LISTENERS) {
      for (const method of methods) {
        const returned = instances[id][method]((...args) => log.push({ on: method, jim: id === 'JIM' ? undefined : id, args: plain(args) }));
        if (returned !== undefined) log.push({ listenReturned: method, value: plain(returned) });
      }
    },
    call(id, method, args, label, kinds) {
      let returned;
      try {
        returned = instances[id][method](...revive(args));
      } catch (error) {
        log.push({ threw: label, message: error.message, isError: error instanceof Error });
        return;
      }
      if (isHandle(returned)) attach(returned, label, kinds);
      else log.push({ returned: label, value: plain(returned) });
    },
    storage() {
      dispatchEvent(new Event('pagehide')); // the last moment at which state may still be written
      const storage = {};
      for (const key of Object.keys(localStorage).sort()) {
        const text = localStorage.getItem(key);
        try {
          storage[key] = JSON.parse(text);
        } catch {
          storage[key] = text;
        }
      }
      log.push({ storage });
    },
    setStorage(entries) {
      for (const [key, value] of Object.entries(entries)) localStorage.setItem(key, typeof value === 'string' ? value : JSON.stringify(value));
    },
  };
})();
