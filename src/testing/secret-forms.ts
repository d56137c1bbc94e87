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

/** Forms that keys of services, tokens and addresses with a password have. */
const FORMS = [
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\bAKIA[0-9A-Z]{16}/,
  /\bqm_[0-9a-f]{32}_[0-9a-f]{64}/,
  /\b(?:sk|rk)_(?:live|test)_\w{16,}/,
  /\bgh[pousr]_\w{30,}/,
  /\bxox[abprs]-[\w-]{10,}/,
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\./,
  /\b(?:postgres(?:ql)?|rediss?|smtps?|https?):\/\/[^\s"'`/@:]+:[^\s"'`/@]+@/,
];
const RANDOM_WORD = /[A-Za-z0-9+/_-]{32,128}/g;
const RANDOM_HEX = /\b[0-9a-f]{48,}\b/g;
/** Bits of each character: words of a language, of names and of addresses have fewer. */
const RANDOM_BITS_MIN = 4.2;

function bitsOf(word: string): number {
  const counts = new Map<string, number>();
  for (const letter of word) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const shares = [...counts.values()].map((count) => count / word.length);
  return -shares.reduce((sum, share) => sum + share * Math.log2(share), 0);
}

const looksRandom = (word: string) =>
  [/\d/, /[a-z]/, /[A-Z]/].every((kind) => kind.test(word)) && bitsOf(word) > RANDOM_BITS_MIN;

/** What has the form of a key, whoever's it is. */
export const keyForms = (text: string): string[] => FORMS.flatMap((form) => form.exec(text)?.[0] ?? []);

/** What has such a form, or looks as if it were made by chance. */
export const secretForms = (text: string): string[] => [
  ...keyForms(text),
  ...(text.match(RANDOM_WORD) ?? []).filter(looksRandom),
  ...(text.match(RANDOM_HEX) ?? []),
];
