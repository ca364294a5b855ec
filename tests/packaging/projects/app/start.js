// What each app does with the SDK: it makes an object and asks for what only a server can answer.

/** What the test told the page: where the server is, and what an app's own server signed. */
export const told = () => Object.fromEntries(new URLSearchParams(location.search));

export const start = (JMessage, { server, auth }) => new JMessage({ address: server }).init(JSON.parse(auth)).toPromise();
