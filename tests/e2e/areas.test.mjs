// The SDK over the real server, as a page uses it: one file per area in areas/, with somebody else on another page (or
// on a phone) who sees the effect. What all of them together have to show is that every method and listener works.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { known, proven } from './support/sdk-page.mjs';
import './areas/users.mjs';
import './areas/single-messages.mjs';
import './areas/group-messages.mjs';
import './areas/receipts.mjs';
import './areas/transparent.mjs';
import './areas/groups.mjs';
import './areas/rooms.mjs';
import './areas/quiet.mjs';
import './areas/friends.mjs';
import './areas/devices.mjs';
import './areas/absence.mjs';
import './areas/trouble.mjs';
import './areas/session.mjs';
import './areas/uploads.mjs';
import './areas/odd-values.mjs';

// What tests/page shows: they take and return functions, which no page hands over to a test.
const ELSEWHERE = ['on', 'once', 'promise'];

test('every method was called with success, and every listener has heard something', () => {
  assert.deepEqual([...known].filter((name) => !proven.has(name)), ELSEWHERE);
});
