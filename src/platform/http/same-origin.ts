import { config } from "@/platform/config";

/**
 * Whether a page of this site sent the request. Browsers state it in Sec-Fetch-Site, which no page can forge; where it
 * is missing (an old browser, a command line) Origin must name the configured address or the host that was asked.
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  return origin === config().appUrl.origin || new URL(origin).host === headers.get("host");
}
