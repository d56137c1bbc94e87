/** As a secret may stand in a log or a file: plainly, in an address, in JSON, or as the text of bytes. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString("base64").replace(/=+$/, ""),
];

const START_BYTES = 4;
const TABLE_BITS = 22;
const placeOf = (start: number) => Math.imul(start, 0x9e37_79b1) >>> (32 - TABLE_BITS);

/**
 * Gives which of these secrets, of four bytes at the least, stand in a text in any form. Thousands are looked for in
 * many megabytes, so each text is read once, and compared only where four bytes are those with which a form begins.
 */
export function secretFinder(secrets: readonly string[]): (text: string) => string[] {
  const isStart = new Uint8Array(2 ** TABLE_BITS);
  const byStart = new Map<number, { secret: string; form: Buffer }[]>();
  for (const secret of secrets)
    for (const form of formsOf(secret).map((each) => Buffer.from(each))) {
      const start = form.readInt32LE();
      isStart[placeOf(start)] = 1;
      byStart.set(start, [...(byStart.get(start) ?? []), { secret, form }]);
    }
  return (text) => {
    const bytes = Buffer.from(text);
    const found = new Set<string>();
    let last = 0;
    for (let place = 0; place < bytes.length; place += 1) {
      last = (last >>> 8) | ((bytes[place] ?? 0) << 24);
      if (isStart[placeOf(last)] === 0) continue;
      const from = place + 1 - START_BYTES;
      for (const { secret, form } of byStart.get(last) ?? [])
        if (from >= 0 && bytes.subarray(from, from + form.length).equals(form)) found.add(secret);
    }
    return secrets.filter((secret) => found.has(secret));
  };
}
