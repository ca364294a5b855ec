// Which chat is open, and how chats begin.
import type { Conversation } from 'jmessage-web';
import type { Chat } from 'jmessage-web/vue';
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { useSession } from './session';

export interface OpenChat {
  chat: Chat;
  key: string;
  name: string;
}

export const keyOf = ({ gid, username }: { gid?: string | number; username?: string }) => (gid ? `group ${gid}` : `user ${username}`);
export const nameOf = ({ name, nickname, username, gid }: Conversation) => nickname || name || username || String(gid);

export const useChats = defineStore('chats', () => {
  const session = useSession();
  const open = shallowRef<OpenChat>();
  const trouble = ref('');

  const show = (conversation: Conversation) => {
    const { gid, username } = conversation;
    const chat = gid ? { gid } : { username: username ?? '' };
    open.value = { chat, key: keyOf(conversation), name: nameOf(conversation) };
  };
  const close = () => { open.value = undefined; };

  /** With one person, or with several in a group of that name. Says whether it began. */
  async function begin(usernames: string[], groupName: string) {
    const { promise } = session.jim;
    trouble.value = '';
    try {
      for (const username of usernames) await promise.getUserInfo({ username });
      if (usernames.length === 1 && !groupName) {
        const [username] = usernames;
        open.value = { chat: { username: username! }, key: keyOf({ username }), name: username! };
        return true;
      }
      const { gid, group_name } = await promise.createGroup({ group_name: groupName || usernames.join(', ') });
      await promise.addGroupMembers({ gid, member_usernames: usernames.map((username) => ({ username })) });
      open.value = { chat: { gid }, key: keyOf({ gid }), name: group_name };
      return true;
    } catch (error) {
      trouble.value = error instanceof Error ? error.message : String(error);
      return false;
    }
  }

  return { open, trouble, show, close, begin };
});
