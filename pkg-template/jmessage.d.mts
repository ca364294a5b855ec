// The types as `import` sees them.
export * from './types/jmessage.js';
export { JMessage as default } from './types/jmessage.js';
