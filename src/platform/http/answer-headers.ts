import type { IncomingMessage } from "node:http";
import { STRICT_TRANSPORT_SECURITY } from "./security-headers";

/*
 * What every answer says to browsers. Next puts it on what it answers (`next.config.ts`), the front door on the rest.
 */

/** On pages, procedures, uploads and files. The policy of a page has a nonce and is set by the proxy. */
export const EVERYWHERE = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=()",
} as const;

/** On what is no page: it loads nothing and stands in no frame. */
export const BESIDE_PAGES = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
} as const;

/**
 * On a PDF instead. Chromium shows one by a page of its own making that this policy falls upon: its style and its
 * reader would be things to load (crbug.com/271452), and the tab stay empty. A PDF loads nothing by itself.
 */
export const ON_PDF = { "Content-Security-Policy": "frame-ancestors 'none'; base-uri 'none'" } as const;

/** What the bundler calls the file that each worker of a page begins with. */
const WORKER = "/_next/static/chunks/turbopack-worker-";
export const isWorker = (address: string): boolean => address.startsWith(WORKER);
/** The same as Next's settings say it. */
export const WORKERS = `${WORKER}:name`;

/**
 * On that file instead. A worker has the policy of its file and not of its page: this one loads the scripts of the
 * build and the program that reads codes, and may run that, which no page may. It touches no page and no cookie.
 */
export const ON_WORKER = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; " +
    "frame-ancestors 'none'; base-uri 'none'",
} as const;

/** On what was asked for over https. */
export const OVER_HTTPS = { "Strict-Transport-Security": STRICT_TRANSPORT_SECURITY } as const;

/** What the front door says on everything it answers. */
export const headersBesidePages = (request: Pick<IncomingMessage, "headers">): Readonly<Record<string, string>> => ({
  ...EVERYWHERE,
  ...BESIDE_PAGES,
  ...(request.headers["x-forwarded-proto"] === "https" ? OVER_HTTPS : {}),
});
