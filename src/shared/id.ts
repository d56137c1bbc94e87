let lastMillisecond = 0;
let counter = 0;

/**
 * A UUIDv7 (RFC 9562): its first 48 bits are the time in milliseconds, so keys grow as rows are made.
 * Ids made by one process within a millisecond still grow, by a counter in the next twelve bits.
 */
export function newId(): string {
  const millisecond = Math.max(Date.now(), lastMillisecond);
  counter = millisecond === lastMillisecond ? counter + 1 : Math.floor(Math.random() * 0x400);
  lastMillisecond = millisecond;
  if (counter > 0xfff) {
    counter = 0;
    lastMillisecond += 1;
  }
  const time = lastMillisecond.toString(16).padStart(12, "0");
  const random = crypto.getRandomValues(new Uint8Array(8));
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const sequence = counter.toString(16).padStart(3, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
