/** Set by the web on every request, whatever the client sent under the same name. */
export const PEER_HEADER = "x-quartermaster-peer";

/** The address that a request came from; empty where no server of ours took it (in tests of handlers). */
export const peerOf = (headers: Headers): string => headers.get(PEER_HEADER) ?? "";

/** One household has 2^64 addresses of IPv6, which are one to us, however they are written. */
export const networkOf = (address: string): string => {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const groupsOf = (part: string) => (part === "" ? [] : part.split(":"));
  const [before, after] = [groupsOf(head), groupsOf(tail ?? "")];
  const missing = Math.max(0, 8 - before.length - after.length);
  const filled = [...before, ...Array<string>(missing).fill("0"), ...after];
  return `${filled
    .slice(0, 4)
    .map((group) => Number.parseInt(group || "0", 16).toString(16))
    .join(":")}::/64`;
};
