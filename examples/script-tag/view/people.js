/*
 * The dialogs that begin something with people: a chat with one, a new group, more members for a group.
 */
import { JIM } from '../sdk.js';
import * as chats from '../chats.js';
import { show } from '../reading.js';
import { session } from '../session.js';
import { explain, t } from '../i18n.js';
import { byId, toast } from './dom.js';

const newChat = byId('new-chat');
const newGroup = byId('new-group');
const moreMembers = byId('more-members');

const failed = (data) => toast(explain(data));
/** Also says that a user exists already, or that an id is wrong: it depends on the request. */
const USER_INVALID = 882002;

/** Runs `action` when the dialog's form is sent, and closes it; closes it alone when it is cancelled. */
function onSubmit(dialog, action) {
  dialog.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    dialog.close();
    // Methods of the SDK throw before login.
    if (JIM.isLogin()) action(new FormData(event.target));
    else toast(t('error.offline'));
  });
  dialog.querySelector('.cancel').addEventListener('click', () => dialog.close());
}

function openDialog(dialog) {
  dialog.querySelector('form').reset();
  dialog.showModal();
}

onSubmit(newChat, (fields) => {
  const username = fields.get('username').trim();
  JIM.getUserInfo({ username })
    .onSuccess(({ user_info }) => show(chats.open('user', user_info.username, user_info.nickname)))
    .onFail((data) => (data.code === USER_INVALID ? toast(t('error.noSuchUser')) : failed(data)))
    .onTimeout(failed);
});

onSubmit(newGroup, (fields) => {
  const name = fields.get('name').trim();
  JIM.createGroup({ group_name: name, group_description: '' })
    .onSuccess(({ gid }) => {
      const group = chats.open('group', gid, name);
      group.time = Date.now();
      show(group);
      add(group, names(fields));
    })
    .onFail(failed)
    .onTimeout(failed);
});

let growing = null; // the group that members are being added to

export function addMembers(group) {
  growing = group;
  openDialog(moreMembers);
}

onSubmit(moreMembers, (fields) => add(growing, names(fields)));

function add(group, usernames) {
  if (usernames.length === 0) return chats.loadMembers(group);
  JIM.addGroupMembers({ gid: group.id, member_usernames: usernames.map((username) => ({ username })) })
    .onSuccess(() => chats.loadMembers(group))
    .onFail(failed)
    .onTimeout(failed);
}

function names(fields) {
  const written = fields.get('members').split(/[\s,，、;；]+/);
  return [...new Set(written)].filter((name) => name && name !== session.user);
}

byId('start-chat').addEventListener('click', () => openDialog(newChat));
byId('start-group').addEventListener('click', () => openDialog(newGroup));
