/*
 * Chat rooms: entered to be read, left to be forgotten. A room tells its last messages to who enters; after a lost
 * connection they are entered anew.
 */
import { JIM } from '../sdk.js';
import { find, forget, keyOf, open, order } from './chats.js';

const INSIDE_ALREADY = 881507;

export async function list() {
  const { result } = await JIM.promise.getAppkeyChatrooms({ start: 0 });
  return result.rooms ?? [];
}

export async function enter({ id, name }) {
  // First the chat, so that what the room tells at once has its place.
  const known = find(keyOf('room', id));
  const room = open('room', id, { name, time: known?.time || Date.now() });
  try {
    await JIM.promise.enterChatroom({ id });
  } catch (error) {
    if (error.code !== INSIDE_ALREADY) {
      if (!known) forget(room);
      throw error;
    }
    // It tells only who comes in.
    await JIM.promise.exitChatroom({ id });
    await JIM.promise.enterChatroom({ id });
  }
  return room;
}

export async function exit(room) {
  forget(room);
  await JIM.promise.exitChatroom({ id: room.id });
}

/** After each way in: the server has forgotten them with the connection, or knows them from before a reload. */
export async function restore() {
  const { chat_rooms = [] } = await JIM.promise.getSelfChatrooms();
  const rooms = new Map([...chat_rooms, ...order.filter(({ type }) => type === 'room')].map((room) => [Number(room.id), room]));
  for (const room of rooms.values()) await enter(room).catch(() => {});
}
