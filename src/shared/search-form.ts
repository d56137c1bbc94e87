/*
 * The one form in which texts are searched, the same as the database's `search_form` (drizzle): compatibility
 * decomposition, no accents, small letters, and the letters that do not decompose by those they are typed as.
 */

/** Accents and points above and below letters, joiners, and the soft hyphen: nobody types them to search. */
const MARKS = new RegExp(
  "[\\u00ad\\u00b7\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0640" +
    "\\u064b-\\u065f\\u0670\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u200b-\\u200f\\u2060\\u20d0-\\u20ff\\ufe00-\\ufe0f" +
    "\\ufe20-\\ufe2f\\ufeff]",
  "g",
);

const SINGLE = new Map(
  Object.entries({
    a: "ⱥ",
    b: "ƀɓƃ",
    c: "ƈȼɕ",
    d: "đðɖɗ",
    e: "ɇəǝɛ",
    f: "ƒ",
    g: "ǥɠ",
    h: "ħⱨ",
    i: "ıɨ",
    j: "ɉȷ",
    k: "ĸƙⱪ",
    l: "łƚɫⱡ",
    n: "ŋɲƞ",
    o: "øɵɔ",
    p: "ƥᵽ",
    q: "ɋ",
    r: "ɍɽ",
    s: "ȿ",
    t: "ŧƭʈⱦ",
    u: "ʉ",
    v: "ʋⱱ",
    w: "ⱳ",
    y: "ƴɏ",
    z: "ƶȥⱬɀ",
    σ: "ς",
    "'": "‘’‛ʼʻ′",
    '"': "“”„«»″",
    "-": "‐‑‒–—―−",
    "/": "⁄",
  }).flatMap(([plain, letters]) => [...letters].map((letter) => [letter, plain] as const)),
);
const PAIRS = new Map(Object.entries({ ß: "ss", æ: "ae", œ: "oe", þ: "th", ȣ: "ou", ƕ: "hv", ꜳ: "aa", ꝏ: "oo" }));

const plainOf = (letter: string): string => {
  // One letter at a time: what JavaScript makes of a whole word depends on places in it (Greek sigma).
  const small = letter.toLowerCase();
  return SINGLE.get(small) ?? PAIRS.get(small) ?? small;
};

/** `Łódź Straße` becomes `lodz strasse`. */
export const searchForm = (text: string): string =>
  [...text.normalize("NFKD").replace(MARKS, "")].map(plainOf).join("");

/** Letters that are also written out, where a keyboard or a passport has none of them: Mueller, Soeren, Aage. */
const WRITTEN_OUT = new Map(Object.entries({ ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe" }));
const writtenOut = (text: string): string =>
  text.normalize("NFC").replace(/[äöüåø]/gi, (letter) => WRITTEN_OUT.get(letter.toLowerCase()) ?? letter);

/** Each spelling of a text once: `muller` and `mueller` of Müller, but `mueller` alone of Mueller. */
const spellingsOf = (text: string): string[] => [...new Set([searchForm(text), searchForm(writtenOut(text))])];

/** What a text is found by: all its spellings, the same as the database's `search_forms`. */
export const searchForms = (text: string): string => spellingsOf(text).join(" ");

const WORDS_MAX = 8;

/** The words of what a person typed to search, bounded in number, each in all its spellings. */
export const searchWords = (question: string): string[][] =>
  question.normalize("NFKC").match(/\S+/g)?.slice(0, WORDS_MAX).map(spellingsOf) ?? [];

/** Whether a text holds each word of the question somewhere, for lists that the browser has whole. */
export function holdsEachWord(text: string, question: string): boolean {
  const within = searchForms(text);
  return searchWords(question).every((spellings) => spellings.some((word) => within.includes(word)));
}
