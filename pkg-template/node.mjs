// What `import` gives in Node, Bun and Deno: the same class as `require`, so that there is one of it.
import JMessage from './jmessage.cjs';

export { JMessage };
export default JMessage;
