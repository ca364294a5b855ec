/*
 * The third list: the app's chat rooms, and the groups that one may ask to join. Asked for when it is looked at.
 */
import { find, keyOf } from '../state/chats.js';
import { join, publicGroups } from '../state/groups.js';
import { enter, list } from '../state/rooms.js';
import { show } from '../state/reading.js';
import { isOnline } from '../state/session.js';
import { explain, t } from '../text/i18n.js';
import { avatarOf, byId, make, replace, toast } from './dom.js';

export async function drawRooms() {
  byId('rooms-offline').hidden = isOnline();
  if (!isOnline()) return;
  try {
    const [rooms, groups] = await Promise.all([list(), publicGroups()]);
    replace(byId('room-list'), rooms.map(roomRow));
    replace(byId('public-list'), groups.map(groupRow));
    byId('no-groups').hidden = groups.length > 0;
  } catch (error) {
    toast(explain(error));
  }
}

function roomRow(room) {
  const about = `${t('rooms.inside', { n: room.total_member_count })} · ${room.description}`;
  return row('room', room.name, about, async () => show(await enter(room)));
}

function groupRow(group) {
  return row('group', group.name, group.desc, async () => {
    const known = find(keyOf('group', group.gid));
    if (known && !known.over) return show(known);
    await join(group.gid, '');
    toast(t('rooms.asked', { group: group.name }));
  });
}

function row(type, name, about, act) {
  const press = () => (isOnline() ? act().catch((error) => toast(explain(error))) : toast(t('error.offline')));
  return make('li', {}, make('button', { type: 'button', className: 'person', onclick: press, 'data-testid': `${type}-row` },
    avatarOf({ type, name }),
    make('span', { className: 'person-name' }, make('strong', { textContent: name }), about && make('span', { className: 'muted', textContent: about }))));
}
