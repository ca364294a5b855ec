// The object in deep reactive state, as apps put it there.
import { JMessage } from 'jmessage-web';
import { defineStore } from 'pinia';
import { told } from './start.js';

export const useChat = defineStore('chat', {
  state: () => ({ jim: new JMessage({ address: told().server }) }),
});
