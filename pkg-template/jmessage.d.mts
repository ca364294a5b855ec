// The types as `import` sees them.
export * from './jmessage.js';
export { JMessage as default } from './jmessage.js';
