// Jest runs CommonJS, unless a project translates.
const { SERVER, AUTH } = process.env;
exports.start = (JMessage) => new JMessage({ address: SERVER }).init(JSON.parse(AUTH)).toPromise();
