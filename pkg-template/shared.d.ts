// The types of jmessage-web/shared, as `require` sees them.
/** Lets objects of this class share their connection with those of other tabs: `new JMessage({ shareConnection: true })`. */
export declare function share<T>(JMessage: T): T;
