// Two tabs of one account, each with a connection of its own: what one stores, the other hears of.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { World } from './world.mjs';

/** A tab over a storage that it has in common with others. */
const tab = (storage) => {
  const hears = [];
  const world = new World({ addEventListener: (type, hear) => hears.push([type, hear]), removeEventListener: () => {} });
  world.storage = storage;
  return {
    world,
    object: world.enter(),
    happens: (type, about) => hears.filter(([of]) => of === type).forEach(([, hear]) => hear({ type, ...about })),
  };
};
const message = (from, id) => ({ messages: [{ msg_id: id, msg_type: 3, from_uid: 5, ctime_ms: id, content: { from_id: from } }] });

test('what another tab counts or reads is counted and read here, as soon as it is stored', () => {
  const storage = new Map();
  const [one, other] = [tab(storage), tab(storage)];
  const counts = ({ object }) => ['bob', 'carl'].map((username) => object.getUnreadMsgCnt({ username }));
  const writes = (writer, hearer) => {
    writer.world.advance(1_000);
    hearer.happens('storage', { key: 'conversations-k-alice' });
  };
  one.world.push('msg_sync', message('bob', 1));
  writes(one, other);
  other.world.push('msg_sync', message('carl', 2));
  writes(other, one);
  assert.deepEqual([counts(one), counts(other)], [[1, 1], [1, 1]]);
  other.object.resetUnreadCount({ username: 'bob' });
  writes(other, one);
  assert.deepEqual(counts(one), [0, 1]);
  // All that was stored is gone: what is known here is not.
  storage.clear();
  one.happens('storage', { key: null });
  assert.deepEqual(counts(one), [0, 1]);
});
