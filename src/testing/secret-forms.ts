/** As a secret may stand in a log or a file: plainly, in an address, in JSON, or as the text of bytes. */
const formsOf = (secret: string): Buffer[] =>
  [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString("base64").replace(/=+$/, ""),
  ].map((form) => Buffer.from(form));

const START_BYTES = 4;
const TABLE_BITS = 22;
const placeOf = (start: number) => Math.imul(start, 0x9e37_79b1) >>> (32 - TABLE_BITS);

/** The bytes of a form, by which it is found among thousands at once. */
const keyOf = (bytes: Buffer, from = 0, length = bytes.length): string => bytes.toString("latin1", from, from + length);

/**
 * Gives which of these secrets, of four bytes at the least, stand in a text in any form. Thousands are looked for in
 * many megabytes, so each text is read once, and compared only where four bytes are those with which a form begins.
 * Many begin alike, as ids of one minute do, and every log is full of those: so there is one look for each length.
 */
export function secretFinder(secrets: readonly string[]): (text: string) => string[] {
  const isStart = new Uint8Array(2 ** TABLE_BITS);
  const byStart = new Map<number, Map<number, Set<string>>>();
  for (const form of secrets.flatMap(formsOf)) {
    const start = form.readInt32LE();
    isStart[placeOf(start)] = 1;
    const byLength = byStart.get(start) ?? new Map<number, Set<string>>();
    byStart.set(start, byLength);
    byLength.set(form.length, (byLength.get(form.length) ?? new Set()).add(keyOf(form)));
  }
  return (text) => {
    const bytes = Buffer.from(text);
    const found = new Set<string>();
    let last = 0;
    for (let place = 0; place < bytes.length; place += 1) {
      last = (last >>> 8) | ((bytes[place] ?? 0) << 24);
      if (isStart[placeOf(last)] === 0) continue;
      const from = place + 1 - START_BYTES;
      for (const [length, forms] of byStart.get(last) ?? []) {
        const key = from < 0 ? "" : keyOf(bytes, from, length);
        if (forms.has(key)) found.add(key);
      }
    }
    if (found.size === 0) return [];
    return secrets.filter((secret) => formsOf(secret).some((form) => found.has(keyOf(form))));
  };
}
