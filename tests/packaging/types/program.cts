// A CommonJS program, compiled and run: what the types name is there, by each way of importing.
import Default, { codes, JMessage as Named, JMessageError } from 'jmessage-web';
import * as External from 'jmessage-web/external';
import JMessage = require('jmessage-web');
import { share } from 'jmessage-web/shared';

(globalThis as any).WebSocket = class { close() {} send() {} };
for (const Each of [Default, Named, JMessage, JMessage.JMessage, External.default, External.JMessage, share(Named)]) new Each().close();
const failed: unknown = Object.assign(new JMessageError('late'), { code: codes.RESPONSE_TIMEOUT });
if (!(failed instanceof JMessage.Error) || failed.code !== JMessage.codes.RESPONSE_TIMEOUT) throw failed;
