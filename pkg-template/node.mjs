// What `import` gives in Node, Bun and Deno: the same class as `require`, so that there is one of it.
import JMessage from './jmessage.js';

export const { codes, JMessageError } = JMessage;
export { JMessage };
export default JMessage;
