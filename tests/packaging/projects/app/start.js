// What each app does with the SDK: it makes an object and asks for what only a server can answer.
export const start = (JMessage, address) => {
  const jim = new JMessage({ address });
  return jim.init({ appkey: 'k', random_str: 'r', timestamp: '1', signature: 's' }).toPromise();
};
