/*
 * What a message says, by its kind. Text is text; an address in it becomes a link, and only one that is safe to follow.
 */
import { addressOf } from '../state/media.js';
import { fileSize, t } from '../text/i18n.js';
import { fromTemplate, icon, make, whenInView, write } from './dom.js';

const PICTURE_MAX_PX = 300;
const PICTURE_MIN_PX = 96;
/** Up to a space or a sign of the text around it. */
const LINK = /https?:\/\/[^\s<>"'，。！？；：、（）《》“”]+[^\s<>"'，。！？；：、（）《》“”.,!?;:)]/gi;

const KINDS = { text: textContent, image: imageContent, file: fileContent, location: placeContent };

export const contentOf = (message) => (KINDS[message.type] ?? otherContent)(message);

function textContent({ body }) {
  const text = make('span', { className: 'message-text', dir: 'auto' });
  const written = String(body.text ?? '');
  let end = 0;
  for (const { 0: address, index } of written.matchAll(LINK)) {
    text.append(written.slice(end, index), make('a', { href: address, target: '_blank', rel: 'noopener noreferrer', textContent: address }));
    end = index + address.length;
  }
  text.append(written.slice(end));
  return text;
}

function otherContent({ type }) {
  const text = type === 'voice' ? t('message.voice') : t('message.other', { type });
  return make('span', { className: 'message-text message-unknown', textContent: text });
}

/** The picture's place is kept free by its known size, so nothing moves when it arrives. */
function imageContent({ body }) {
  const link = fromTemplate('message-picture');
  const image = link.querySelector('img');
  const scale = Math.min(1, PICTURE_MAX_PX / Math.max(body.width, body.height));
  image.width = Math.max(PICTURE_MIN_PX, body.width * scale);
  image.height = Math.max(PICTURE_MIN_PX, body.height * scale);
  image.alt = body.fname ?? t('message.picture');
  return link;
}

function fileContent({ body }) {
  const link = fromTemplate('message-file');
  write(link.querySelector('.file-name'), body.fname);
  write(link.querySelector('.file-size'), fileSize(body.fsize));
  link.download = body.fname;
  return link;
}

function placeContent({ body: { latitude, longitude, label } }) {
  const [north, east] = [Number(latitude), Number(longitude)];
  return make('a', { className: 'file place', target: '_blank', rel: 'noopener noreferrer', href: `https://www.openstreetmap.org/?mlat=${north}&mlon=${east}#map=15/${north}/${east}` },
    icon('place'),
    make('span', { className: 'file-name', textContent: label }),
    make('span', { className: 'file-size', textContent: `${north.toFixed(4)}, ${east.toFixed(4)}` }));
}

/** Where the picture or file of a message is: in this page while it is being sent, then on the server. */
export function drawMedia(node, { body, preview }) {
  const link = node.querySelector('.message-media');
  if (!link) return;
  if (preview) point(link, preview);
  else if (body.media_id && link.dataset.of !== body.media_id) {
    link.dataset.of = body.media_id;
    whenInView(link, async () => point(link, await addressOf(body.media_id)));
  }
}

function point(link, address) {
  if (!address || link.getAttribute('href') === address) return;
  link.href = address;
  const image = link.querySelector('img');
  if (image) image.src = address;
}
