// The second script tag: behind the first, whose global it finds, it lets tabs share their connection.

import { share } from './share.js';

share(globalThis.JMessage);
