// Rendered on the server, with the package imported there.
import { codes } from 'jmessage-web';
import { Chat } from './chat.jsx';

export default function Page() {
  return <main><p>{codes.USER_NOT_EXIST}</p><Chat /></main>;
}
