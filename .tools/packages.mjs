// The npm packages of .tools, for scripts in other folders, which node would not look for here.
export { WebSocket, WebSocketServer } from 'ws';
