// A page with the script tag: no module, a global.
/// <reference types="jmessage-web/script" />
const onPage = new JMessage({ debug: true });
const onWindow = new window.JMessage();
onPage.getUserInfo({ username: 'bob' }).onSuccess(({ user_info }) => user_info.nickname);
onWindow.isConnect();
// @ts-expect-error a required argument is missing
onPage.login({ username: 'bob' });
