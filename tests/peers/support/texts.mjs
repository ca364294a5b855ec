// Texts that break where a codec counts bytes, UTF-16 units or lines wrongly. Data only.
export const TEXTS = {
  emoji: '👩‍👩‍👧‍👦🏳️‍🌈👍🏽 一起去',
  astral: '𠮷野家 𝒳 \u{10ffff}',
  separators: 'line\u2028paragraph\u2029nul\u0000end',
  JSON: '42["msg_sync",{"a":"\\"}]',
};

/** Half an emoji, as a page's slice() leaves it: a string to JavaScript, but no Unicode text. */
export const HALF = '👍'.slice(0, 1);
