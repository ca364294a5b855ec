'use client';

import { JMessage } from 'jmessage-web';
import { useEffect, useState } from 'react';
import { start } from '../start.js';

export function Chat() {
  const [said, setSaid] = useState('waiting');
  useEffect(() => {
    const address = new URLSearchParams(location.search).get('server');
    window.result = Promise.all([start(JMessage, address)]);
    window.result.then(([{ message }]) => setSaid(message));
  }, []);
  return <output>{said}</output>;
}
