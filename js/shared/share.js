// One connection for all tabs, for a JMessage that was loaded: `shareConnection` is an option of its objects from now
// on. Must never hold anything of an object.

import { Tab } from './tab.js';

const NO_LOCKS = 'shareConnection: there are no Web Locks or no BroadcastChannel here (is the page on https?); this tab has a connection of its own';
let complained = false;

/** @template T @param {T} JMessage the class, of whichever entry @returns {T} the same */
export const share = (JMessage) => {
  // Called with an object's page before it begins, and with its options as plain data.
  JMessage.share = (page, options) => {
    const { locks } = globalThis.navigator || {};
    if (!locks || typeof BroadcastChannel !== 'function') {
      if (!complained) page.complain(NO_LOCKS);
      complained = true;
      return;
    }
    const { address, appkey, shareConnection } = options;
    options.reconnect = page.keeps = true;
    // Who differs in any of these has nothing in common.
    new Tab(`jmessage ${JSON.stringify([JMessage.version, address, appkey, shareConnection])}`, page, locks); // eslint-disable-line no-new
  };
  return JMessage;
};
