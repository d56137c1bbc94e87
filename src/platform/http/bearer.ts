const BEARER = /^bearer(?:\s+(.*))?$/i;

/** What stands behind `Bearer` in the Authorization header, an empty text too; null where it has no such header. */
export function bearerOf(headers: Headers): string | null {
  const [whole, given = ""] = BEARER.exec(headers.get("authorization")?.trim() ?? "") ?? [];
  return whole === undefined ? null : given;
}

/** Whoever comes with a key is nobody's browser: what of a request is one's is not looked at. */
export function withoutCookies(headers: Headers): Headers {
  const others = new Headers(headers);
  others.delete("cookie");
  return others;
}
