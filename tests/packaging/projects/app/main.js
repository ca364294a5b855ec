// The package, the package with its core beside it, and the package in a worker, for tools that know `new URL`.
import { JMessage } from 'jmessage-web';
import { JMessage as External } from 'jmessage-web/external';
import { start, told } from './start.js';

const inWorker = () => new Promise((got, failed) => {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }) => got(data);
  worker.onerror = failed;
  worker.postMessage(told());
});
window.result = Promise.all([start(JMessage, told()), start(External, told()), inWorker()]);
