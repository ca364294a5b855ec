/*
 * Addresses of pictures and files. A message only names its file (media_id); where to fetch it from, good for a while,
 * getResource() tells. This file must never touch the page's elements.
 */
import { JIM } from './sdk.js';
import { changed } from './changes.js';

const ASKED = '';

const addresses = new Map();

/** The address, or '' while it is not known: the views are drawn again when it is. */
export function addressOf(mediaId) {
  if (!addresses.has(mediaId) && JIM.isLogin()) ask(mediaId);
  return addresses.get(mediaId) ?? ASKED;
}

function ask(mediaId) {
  const forget = () => addresses.delete(mediaId);
  addresses.set(mediaId, ASKED);
  JIM.getResource({ media_id: mediaId })
    .onSuccess(({ url }) => {
      // Only what a link may safely point to: anyone could have sent this message.
      if (/^https?:/.test(url)) addresses.set(mediaId, url);
      changed();
    })
    .onFail(forget)
    .onTimeout(forget);
}
