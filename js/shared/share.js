// One connection for all tabs, for a JMessage that was loaded: `shareConnection` is an option of its objects from now
// on. Must never hold anything of an object.

import { Tab } from './tab.js';

const NO_LOCKS = 'shareConnection: no Web Locks or no BroadcastChannel here (no https, or a sandboxed frame?): this tab has a connection of its own';
let complained = false;

const warn = (page) => {
  if (!complained) page.complain(NO_LOCKS);
  complained = true;
};

/** @template T @param {T} JMessage the class, of whichever entry @returns {T} the same */
export const share = (JMessage) => {
  // Called with an object's page before it begins, and with its options as plain data.
  JMessage.share = (page, options) => {
    const { locks } = globalThis.navigator || {};
    if (!locks || typeof BroadcastChannel !== 'function') {
      warn(page);
      return;
    }
    const { address, appkey, shareConnection } = options;
    options.reconnect = page.keeps = true;
    // Who differs in any of these has nothing in common.
    new Tab(`jmessage ${JSON.stringify([JMessage.version, address, appkey, shareConnection])}`, page, locks, () => warn(page)); // eslint-disable-line no-new
  };
  return JMessage;
};
