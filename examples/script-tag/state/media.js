/*
 * Addresses of pictures and files. A message or a profile only names its file (media_id); where to fetch it from, good
 * for a while, getResource() tells. Each is asked for once, when it is to be shown.
 */
import { JIM } from '../sdk.js';

const addresses = new Map();

/** A promise of the address. After a refusal the next who asks tries again. */
export function addressOf(mediaId) {
  if (!addresses.has(mediaId)) addresses.set(mediaId, ask(mediaId));
  return addresses.get(mediaId);
}

async function ask(mediaId) {
  try {
    const { url } = await JIM.promise.getResource({ media_id: mediaId });
    // Only what a link may safely point to: anyone could have sent this message.
    if (/^https?:/.test(url)) return url;
  } catch {
    addresses.delete(mediaId);
  }
  return '';
}
