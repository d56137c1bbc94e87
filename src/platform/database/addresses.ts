const PARTS = /^([a-z]+:\/\/(?:[^@/?]*@)?)([^/?]*)(.*)$/;

/** An address for each host of one that names several, for what takes a single one. */
export function addressesOf(url: string): [string, ...string[]] {
  const [, before = "", hosts = "", after = ""] = PARTS.exec(url) ?? [];
  const [first = "", ...others] = hosts.split(",").map((host) => before + host + after);
  return [first || url, ...others];
}

/**
 * Of several hosts the driver takes the one that is no replica, and looks for another when that is gone. The driver's
 * `read-write` takes a replica too: it looks at a setting that has nothing to do with it.
 */
export const primaryAmong = (url: string): { target_session_attrs?: "primary" } =>
  addressesOf(url).length > 1 ? { target_session_attrs: "primary" } : {};
