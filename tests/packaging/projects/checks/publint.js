// node publint.js FOLDER: what publint finds in that package, suggestions too, which its own command lets pass.
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const [pkgDir] = process.argv.slice(2);
const { messages, pkg } = await publint({ pkgDir, strict: true });
for (const message of messages) console.error(formatMessage(message, pkg, { color: false }));
process.exitCode = messages.length ? 1 : 0;
