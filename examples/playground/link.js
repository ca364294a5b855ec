// What stands in the address: language, method and arguments, so that a call can be passed on. Calling stays a click.

/** `#sendSingleMsg?zh&{"content":"Hi"}`: any part but the first may be missing. */
export function readLink() {
  const [name, rest = ''] = decodeURIComponent(location.hash.slice(1)).split(/\?(.*)/s);
  const [, language, text] = rest.match(/^(en|zh)?&?(.*)$/s);
  try {
    return { name, language, given: text ? JSON.parse(text) : undefined };
  } catch {
    return { name, language };
  }
}

export const linkTo = (name, language, given) => `#${encodeURIComponent(`${name}?${language}&${JSON.stringify(given)}`)}`;
