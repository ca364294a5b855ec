const JMessage = require('jmessage-web');
const { start } = require('./start.js');

window.result = Promise.all([start(JMessage, new URLSearchParams(location.search).get('server'))]);
