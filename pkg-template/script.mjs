// What `import` of the script gives in Node: its global, and the class by name.
import JMessage from './jmessage-sdk-web.min.js';

export { JMessage };
export default JMessage;
