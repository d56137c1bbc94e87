import { isIP } from "node:net";
import { processSingleton } from "@/platform/process-singleton";
import { type Site, site } from "@/platform/site";
import { PEER_HEADER } from "./caller-address";
import { onRequest } from "./on-request";

/** Where a request for a host that is not ours is sent, whatever it asked for. */
const MISDIRECTED_PATH = "/api/misdirected";
/** Balancers ask for the health of one machine by its number. */
const HEALTH_PATH = /^\/api\/health\//;

/**
 * Looks at each request before Next does: notes its address as far as it can be trusted, and turns away those for
 * hosts that are not ours. Next reports neither the socket nor its server, so Node does.
 */
export const meetRequests = (): void =>
  processSingleton("meet-requests", () => {
    onRequest(({ request }) => {
      request.headers[PEER_HEADER] = addressOf(request.headers["x-forwarded-for"], request.socket, site().trustedHops);
      if (isForUs(request.headers.host, site()) || HEALTH_PATH.test(request.url ?? "")) return;
      request.url = MISDIRECTED_PATH;
      if (request.method !== "HEAD") request.method = "GET";
    });
  });

/**
 * The address that the outermost proxy of ours saw: of the addresses in X-Forwarded-For each of our proxies wrote one
 * at the end, and whatever stands before them anyone can invent. Without proxies, or where one wrote no address, it is
 * the socket's own.
 */
export function addressOf(
  forwarded: string | readonly string[] | undefined,
  socket: { remoteAddress?: string | undefined },
  trustedHops: number,
): string {
  const hops = [forwarded ?? []]
    .flat()
    .join(",")
    .split(",")
    .map((hop) => withoutPort(hop.trim()));
  const noted = (trustedHops === 0 ? undefined : hops.at(-trustedHops)) ?? "";
  return withoutMapping(isIP(noted) > 0 ? noted : (socket.remoteAddress ?? ""));
}

/** Some proxies write the port as well, another for each connection: `192.0.2.1:5060`, `[2001:db8::1]:443`. */
const withoutPort = (hop: string): string =>
  hop.replace(/^\[([^\]]*)\](?::\d+)?$/, "$1").replace(/^([\d.]+):\d+$/, "$1");

/** A socket that listens for both names an IPv4 address by an IPv6 one. */
const withoutMapping = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "");

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** Whether a Host header names this installation: the address people use, this machine itself, or what was allowed. */
export function isForUs(host: string | undefined, { appUrl, allowedHosts }: Pick<Site, "appUrl" | "allowedHosts">) {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const { hostname, host: asked } = new URL(`http://${host}`);
  return [appUrl.hostname, appUrl.host, ...LOOPBACK, ...allowedHosts].some((own) => own === hostname || own === asked);
}
