// Node 20 has no WebSocket of its own: the program gives it one.
import { WebSocket } from 'ws';

globalThis.WebSocket = WebSocket;
await import('./program.js');
