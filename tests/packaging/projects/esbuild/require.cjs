const JMessage = require('jmessage-web');
const { start, told } = require('./start.js');

window.result = Promise.all([start(JMessage, told())]);
