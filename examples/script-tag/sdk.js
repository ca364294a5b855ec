/*
 * The one JMessage object of this page. index.html has loaded the SDK's script, which defined window.JMessage.
 *
 * `new JMessage()` alone talks to the vendor's servers; `address` and `upload_file` point it at the server that this
 * page came from. Open the page with ?debug to see every frame on the console.
 */
const socket = location.protocol === 'https:' ? 'wss:' : 'ws:';

export const JIM = new JMessage({
  address: `${socket}//${location.host}`,
  upload_file: `${location.origin}/resource`,
  debug: new URLSearchParams(location.search).has('debug'),
});
