/*
 * The dialogs that begin something with people: a chat with one, a new group, more members for a group, a friend.
 */
import { open } from '../state/chats.js';
import { addMembers, create } from '../state/groups.js';
import { loadProfile } from '../state/people.js';
import { askFriend } from '../state/requests.js';
import { show } from '../state/reading.js';
import { session } from '../state/session.js';
import { t } from '../text/i18n.js';
import { form } from './dialogs.js';
import { byId, toast } from './dom.js';

const openNewChat = form('new-chat', async (fields) => {
  const { username } = await loadProfile(fields.get('username').trim());
  show(open('user', username));
});

const openNewGroup = form('new-group', async (fields) => {
  show(await create(fields.get('name').trim(), names(fields), fields.has('public')));
});

export const openMoreMembers = form('more-members', (fields, group) => addMembers(group, names(fields)));

export const openAddFriend = form('add-friend', async (fields) => {
  const name = fields.get('username').trim();
  await askFriend(name, fields.get('why').trim());
  toast(t('addFriend.asked', { name }));
});

function names(fields) {
  const written = fields.get('members').split(/[\s,，、;；]+/);
  return [...new Set(written)].filter((name) => name && name !== session.user);
}

byId('start-chat').addEventListener('click', () => openNewChat());
byId('start-group').addEventListener('click', () => openNewGroup());
byId('start-friend').addEventListener('click', () => openAddFriend());
