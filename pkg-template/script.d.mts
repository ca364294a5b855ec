// The types of the script as `import` sees them: it defines its global, too.
export * from './types/jmessage.js';
export { JMessage as default } from './types/jmessage.js';
import { type Extras, JMessage as Base } from './types/jmessage.js';

declare global {
  interface Window {
    JMessage: typeof Base;
  }
  const JMessage: typeof Base;
  type JMessage<Custom extends object = Extras, E extends object = Extras> = Base<Custom, E>;
}
