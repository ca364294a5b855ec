// Jest runs CommonJS, unless a project translates.
exports.start = (JMessage, address) => {
  const jim = new JMessage({ address });
  return jim.init({ appkey: 'k', random_str: 'r', timestamp: '1', signature: 's' }).toPromise();
};
