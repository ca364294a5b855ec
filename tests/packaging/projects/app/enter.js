// The way in of an app that keeps a session by itself.
import { told } from './start.js';

export const enter = async (jim) => {
  const { auth, username, password } = told();
  await jim.promise.init(JSON.parse(auth));
  await jim.promise.login({ username, password });
};
