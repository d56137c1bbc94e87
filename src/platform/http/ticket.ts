import { randomBytes } from "node:crypto";
import { readCookies } from "./cookies";

const BYTES = 32;
const SECONDS = 5 * 60;

/** Between the two steps of a sign-in. Bound to this very host like all of ours, which asks for the whole path. */
const ticketCookieName = (secure: boolean): string => `${secure ? "__Host-" : ""}qm-ticket`;

export const makeTicket = (): string => randomBytes(BYTES).toString("base64url");

export const ticketOf = (headers: Headers, secure: boolean): string =>
  readCookies(headers)[ticketCookieName(secure)] ?? "";

const cookie = (value: string, seconds: number, secure: boolean): string =>
  `${ticketCookieName(secure)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict` +
  (secure ? "; Secure" : "");

export const ticketCookie = (ticket: string, secure: boolean): string => cookie(ticket, SECONDS, secure);
export const clearedTicketCookie = (secure: boolean): string => cookie("", 0, secure);
