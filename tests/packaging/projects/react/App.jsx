import { JMessage } from 'jmessage-web';
import { useConnection, useConversations, useJMessage, useMessages, useSend } from 'jmessage-web/react';
import { useEffect } from 'react';
import { enter } from './enter.js';
import { told } from './start.js';

const { server, friend } = told();
const FRIEND = { username: friend };

export function App() {
  const jim = useJMessage(() => new JMessage({ address: server }));
  const { state } = useConnection(jim);
  const conversations = useConversations(jim);
  const messages = useMessages(jim, FRIEND);
  const { send, sending } = useSend(jim);
  useEffect(() => {
    if (state === 'connected') enter(jim);
  }, [state]);
  useEffect(() => {
    if (state === 'online') send('sendSingleMsg', { target_username: friend, content: 'Hello' });
  }, [state]);
  return (
    <>
      <h1>before</h1>
      <output id="shown">
        {[state, conversations.map(({ username, unread_msg_count }) => `${username} ${unread_msg_count}`), sending.pending ? 'sending' : 'sent',
          messages.map(({ content }) => content.msg_body.text)].flat().join(' | ')}
      </output>
    </>
  );
}
