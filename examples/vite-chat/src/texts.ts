// What the app says, in the browser's language.

const zh = {
  title: '极光 IM · Vue', lead: '输入任意用户名即可进入；再开一个窗口用另一个名字登录，就能互相聊天。', name: '用户名', enter: '进入',
  chats: '会话', none: '还没有会话，点右上角开始。', start: '发起聊天', people: '用户名，多个用逗号分隔', group: '群名（多人时可选）', begin: '开始', cancel: '取消',
  leave: '退出', back: '返回', choose: '选择一个会话，或发起新的聊天', write: '输入消息，按回车发送', send: '发送', attach: '发送图片或文件',
  retract: '撤回', retracted: '消息已撤回', unread: (count: number) => (count ? `${count} 人未读` : '已读'), more: '其他消息', waits: '等待发送',
  states: { connecting: '连接中…', connected: '登录中…', online: '', reconnecting: '连接断开，正在重连…', suspended: '网络不可用，仍在重试…', kicked: '账号已在别处登录', failed: '无法登录', closed: '已关闭' },
  again: '重新登录', refused: (why: string) => `未能登录：${why}`, progress: (percent: number) => `正在上传 ${percent}%`,
};

const en: typeof zh = {
  title: 'JMessage · Vue', lead: 'Any name will do. Open a second window under another name, and the two can chat.', name: 'Your name', enter: 'Come in',
  chats: 'Chats', none: 'No chats yet: begin one above.', start: 'New chat', people: 'Names, with commas between', group: 'Name of the group (for several)', begin: 'Begin', cancel: 'Cancel',
  leave: 'Leave', back: 'Back', choose: 'Choose a chat, or begin a new one', write: 'Write, then press Enter', send: 'Send', attach: 'Send a picture or a file',
  retract: 'Take back', retracted: 'taken back', unread: (count: number) => (count ? `unread by ${count}` : 'read'), more: 'another kind of message', waits: 'waiting to be sent',
  states: { connecting: 'Connecting…', connected: 'Signing in…', online: '', reconnecting: 'Connection lost, coming back…', suspended: 'No network, still trying…', kicked: 'Signed in elsewhere', failed: 'Cannot sign in', closed: 'Closed' },
  again: 'Sign in again', refused: (why: string) => `Not let in: ${why}`, progress: (percent: number) => `uploading, ${percent} %`,
};

export const t = navigator.language.startsWith('zh') ? zh : en;
