// The way in of an app that keeps a session by itself.
export const enter = async (jim) => {
  await jim.promise.init({ appkey: 'k', random_str: 'r', timestamp: '1', signature: 's' });
  await jim.promise.login({ username: 'ann', password: 'secret' });
};
