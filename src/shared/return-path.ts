const OWN_ORIGIN = "http://here.invalid";
const PATH_CHARACTERS_MAX = 500;

/**
 * Where to go after signing in: a path of this very site, or the first page. `//evil.example`, `/\evil.example` and
 * `javascript:` are not paths of this site, whatever they look like.
 */
export function toReturnPath(text: string | null | undefined): string {
  if (!text?.startsWith("/") || text.length > PATH_CHARACTERS_MAX) return "/";
  if (!URL.canParse(text, OWN_ORIGIN)) return "/";
  const url = new URL(text, OWN_ORIGIN);
  if (url.origin !== OWN_ORIGIN) return "/";
  // Written out again from its parts: what a browser would drop from the text (a tab, a line break) is gone.
  return url.pathname.startsWith("//") ? "/" : `${url.pathname}${url.search}`;
}
