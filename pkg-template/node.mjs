// What `import` gives in Node, where a server renders pages: importing must work there, talking is for browsers.
// The script-tag file is the one that needs neither a file beside it nor a bundler.
import JMessage from './jmessage-sdk-web.min.js';

export { JMessage };
export default JMessage;
