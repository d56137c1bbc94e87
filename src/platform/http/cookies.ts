/** The cookies of a request. A malformed value is left as it came, and matches nothing. */
export function readCookies(headers: Headers): Record<string, string> {
  const pairs = (headers.get("cookie") ?? "").split(";").flatMap((part) => {
    const at = part.indexOf("=");
    return at < 1 ? [] : [[part.slice(0, at).trim(), decoded(part.slice(at + 1).trim())] as const];
  });
  return Object.fromEntries(pairs);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Browsers keep a `__Host-` cookie to this host, over https only; plain http (a laptop) cannot have one. */
export const sessionCookieName = (secure: boolean): string => (secure ? "__Host-qm-session" : "qm-session");
