'use client';

import { JMessage } from 'jmessage-web';
import { useEffect, useState } from 'react';
import { start, told } from '../start.js';

export function Chat() {
  const [said, setSaid] = useState('waiting');
  useEffect(() => {
    window.result = Promise.all([start(JMessage, told())]);
    window.result.then(([{ message }]) => setSaid(message));
  }, []);
  return <output>{said}</output>;
}
