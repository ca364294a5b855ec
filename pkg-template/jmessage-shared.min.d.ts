// The second script tag: it exports nothing, and needs the first one's global.
export {};
