// The codes at run time are those of the types.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { codes } from '../../js/codes.js';

test('every code of the types has its number', () => {
  const types = fs.readFileSync(path.resolve(import.meta.dirname, '../../pkg-template/types/codes.d.ts'), 'utf8');
  const declared = Array.from(types.matchAll(/^ {2}(\w+): (\d+);$/gm), ([, name, code]) => [name, Number(code)]);
  assert.ok(declared.length > 70);
  assert.deepEqual(Object.entries(codes), declared);
});
