// What the hooks of both frameworks take and give; a line under @ts-expect-error must not compile.
import { JMessage } from 'jmessage-web';
import * as react from 'jmessage-web/react';
import * as vue from 'jmessage-web/vue';

const jim = react.useJMessage(() => new JMessage());
const shown: string = react.useConnection(jim).state;
const counts: number[] = react.useConversations(jim).map(({ unread_msg_count }) => unread_msg_count);
react.useMessages(jim, { username: 'bob' }).map(({ retracted, content }) => retracted ?? (content.msg_type === 'text' && content.msg_body.text));
react.useMessages(undefined, undefined).length;
// @ts-expect-error neither user, group nor room
react.useMessages(jim, { name: 'bob' });
const { send, sending } = react.useSend(jim);
send('sendSingleMsg', { target_username: 'bob', content: shown }).then(({ msg_id, target_username }) => [msg_id, target_username, counts]);
const bytes: number | undefined = sending.progress?.loaded;
// @ts-expect-error a text needs its content
send('sendSingleMsg', { target_username: 'bob' });
// @ts-expect-error that sends no message
send('getGroups', undefined);
// @ts-expect-error shown, not to be changed
react.useConversations(jim).push();

const held = vue.useJMessage(() => new JMessage());
const connection = vue.useConnection(held);
connection.value.retryIn?.toFixed();
vue.useMessages(() => held.value, () => ({ gid: 1 })).value.map(({ msg_id }) => msg_id + (bytes ?? 0));
vue.useSend(new JMessage()).sending.value.error?.code;
// @ts-expect-error read only
connection.value = { state: 'online' };
// @ts-expect-error it is a ref
vue.useConversations(held).length;

interface Order { id: number }
const shop = react.useJMessage(() => new JMessage<Order>());
react.useConnection(shop);
react.useMessages(shop, { gid: 1 }).map(({ content }) => content.msg_type === 'custom' && content.msg_body.id.toFixed());
vue.useSend(vue.useJMessage(() => new JMessage<Order>())).send('sendGroupCustom', { target_gid: 1, custom: { id: 1 } });
// @ts-expect-error an order has an id
react.useSend(shop).send('sendGroupCustom', { target_gid: 1, custom: {} });
