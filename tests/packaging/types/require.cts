// CommonJS: what require gives is the class itself.
import JMessage = require('jmessage-web');
import Script = require('jmessage-web/script');

const jim = new JMessage({ debug: true });
const same: typeof JMessage = Script.default;
jim.sendSingleMsg({ target_username: 'bob', content: 'hi' }).onSuccess(({ msg_id }) => msg_id.toFixed());
// @ts-expect-error a required argument is missing
jim.getUserInfo({});
new same().isLogin();
