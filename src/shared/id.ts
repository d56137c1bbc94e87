import { currentTime } from "./clock";

let lastMillisecond = 0;
/** A clock that goes back by more was set right, and ids follow it; by less it is waited for. */
const SET_BACK_MS_MIN = 1_000;
let counter = 0;

const TAIL_BYTES = 8;
const TAILS_DRAWN_AT_ONCE = 128;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Asking the system for random bytes costs much the same for one id as for many. */
const drawn = new Uint8Array(TAIL_BYTES * TAILS_DRAWN_AT_ONCE);
let used = drawn.length;

/** 62 random bits behind the two that name the variant, in sixteen hexadecimal digits. */
function randomTail(): string {
  if (used === drawn.length) {
    crypto.getRandomValues(drawn);
    used = 0;
  }
  const from = used;
  used += TAIL_BYTES;
  drawn[from] = ((drawn[from] ?? 0) & 0x3f) | 0x80;
  let tail = "";
  for (let at = from; at < used; at += 1) tail += HEX[drawn[at] ?? 0];
  return tail;
}

const hexOf = (millisecond: number): string => millisecond.toString(16).padStart(12, "0");

/** The least id that can be made at this moment. */
export function firstIdOf(moment: Date): string {
  const time = hexOf(moment.getTime());
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

/**
 * A UUIDv7 (RFC 9562): its first 48 bits are the time in milliseconds, so keys grow as rows are made.
 * Ids made by one process within a millisecond still grow, by a counter in the next twelve bits.
 */
export function newId(): string {
  const now = currentTime();
  const millisecond = lastMillisecond - now > SET_BACK_MS_MIN ? now : Math.max(now, lastMillisecond);
  counter = millisecond === lastMillisecond ? counter + 1 : Math.floor(Math.random() * 0x400);
  lastMillisecond = millisecond;
  if (counter > 0xfff) {
    counter = 0;
    lastMillisecond += 1;
  }
  const time = hexOf(lastMillisecond);
  const tail = randomTail();
  const sequence = counter.toString(16).padStart(3, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
