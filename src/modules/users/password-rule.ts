/** Unicode characters (NIST SP 800-63B-4, 3.1.1.2): fewer are enough where a code is asked for as well. */
const PASSWORD_CHARACTERS_MIN = 15;
export const PASSWORD_CHARACTERS_MIN_WITH_FACTOR = 8;
export const PASSWORD_CHARACTERS_MAX = 200;
export const charactersMinOf = (hasFactor: boolean): number =>
  hasFactor ? PASSWORD_CHARACTERS_MIN_WITH_FACTOR : PASSWORD_CHARACTERS_MIN;
/** What must remain of a password without what is easy to guess, of a long and of a short one. */
const OWN_CHARACTERS_MIN = 6;
const OWN_CHARACTERS_MIN_WITH_FACTOR = 4;
const WORD_CHARACTERS_MIN = 4;

/** Words that long passwords are often made of, the product's name among them. */
const GUESSED_WORDS = [
  "quartermaster",
  "correcthorsebatterystaple",
  "password",
  "passwort",
  "passphrase",
  "qwertyuiop",
  "qwertzuiop",
  "asdfghjkl",
  "zxcvbnm",
  "abcdefghijklmnopqrstuvwxyz",
  "12345678901234567890",
  "09876543210987654321",
  "administrator",
  "welcome",
  "warehouse",
  "inventory",
  "letmein",
  "iloveyou",
  "changeme",
  "secret",
  "default",
  "sunshine",
  "football",
  "baseball",
  "princess",
  "superman",
  "trustno1",
  "whatever",
  "qwerty",
  "admin",
  "login",
  "dragon",
  "monkey",
  "master",
  "shadow",
  "12345",
  "abc123",
  "1q2w3e4r5t",
  "qazwsxedc",
] as const;

/** The same short text repeated: `aaaa…`, `passwordpassword`, `abc123abc123abc123`. */
const isRepetition = (text: string): boolean => {
  const period = (text + text).indexOf(text, 1);
  return period < text.length && period <= text.length / 2;
};

/** Runs of neighbours (`456789`, `hgfedc`) and of one character count as a single character. */
function withoutRuns(text: string): string {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  return [...text].filter((_, at) => at === 0 || Math.abs((codes[at] ?? 0) - (codes[at - 1] ?? 0)) > 1).join("");
}

/** What people write for a letter. */
const LETTERS: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};
const spelledOut = (text: string): string => [...text].map((character) => LETTERS[character] ?? character).join("");

const YEAR = /(?:19|20)\d\d/g;
const ENDS = /^[^\p{L}]+|[^\p{L}]+$/gu;
/** What is put behind a password that has to be another one: a year, signs. */
const ADDED = /(?:(?:19|20)\d\d)?[^\p{L}\p{N}]*$/u;
const onlyWords = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, "");

export type PasswordFacts = {
  /** What others know of this person and where they work: names, email, the shop. */
  ownWords?: readonly string[];
  charactersMin?: number;
  /** Whether many people have this password, of those that were published (the server has the list). */
  isCommon?: (text: string) => boolean;
};

/** Shorter than one that stands alone may be today. Such a password goes on working until it is changed. */
export const isShortPassword = (password: string): boolean => [...password].length < PASSWORD_CHARACTERS_MIN;

/**
 * Why a password cannot be used, as a message to the person who chose it, or null. Any character is allowed and none is
 * required.
 */
export function passwordProblem(
  password: string,
  { ownWords = [], charactersMin = PASSWORD_CHARACTERS_MIN, isCommon = () => false }: PasswordFacts = {},
): string | null {
  const length = [...password].length;
  if (length < charactersMin) return `Use at least ${charactersMin} characters. A few random words work well.`;
  if (length > PASSWORD_CHARACTERS_MAX) return `Use at most ${PASSWORD_CHARACTERS_MAX} characters.`;
  const isLong = length >= PASSWORD_CHARACTERS_MIN;
  const ownMin = isLong ? OWN_CHARACTERS_MIN : OWN_CHARACTERS_MIN_WITH_FACTOR;
  if (isRepetition(password.toLowerCase()) || ownCharacters(password.toLowerCase(), ownWords, ownMin) < ownMin)
    return `${GUESSED} most of it is your name, the shop's, a common word or a simple sequence. ${ADVICE}`;
  if (commonCores(password.toLowerCase()).some(({ core, rest }) => isCommon(core) && rest < ownMin))
    return `${GUESSED} many people use it, or one that differs little. ${ADVICE}`;
  return null;
}

const GUESSED = "This password is easy to guess:";
const ADVICE = "Add something that only you would think of.";

/** How many characters remain without known words and runs. Symbols alone are no words, and count as they are. */
function ownCharacters(text: string, ownWords: readonly string[], ownMin: number): number {
  const plain = onlyWords(text);
  if (plain.length < ownMin) return withoutRuns(text).length;
  const known = [...ownWords.flatMap(wordsOf), ...GUESSED_WORDS].sort((a, b) => b.length - a.length);
  const own = known.reduce((rest, word) => rest.replaceAll(word, ""), plain).replace(YEAR, "");
  return withoutRuns(own).length;
}

/** What a list of common passwords is asked for, and how many characters the password has besides. */
function commonCores(text: string): { core: string; rest: number }[] {
  const forms = [text, onlyWords(text), spelledOut(text)];
  const trimmed = [text.replace(ENDS, ""), spelledOut(text.replace(ENDS, "")), text.replace(ADDED, "")];
  const whole = forms.map((core) => ({ core, rest: 0 }));
  const cores = trimmed
    .filter((core) => core.length >= WORD_CHARACTERS_MIN)
    .map((core) => ({ core, rest: withoutRuns(restOf(text, core).replace(YEAR, "")).length }));
  return [...whole, ...cores];
}

/** A core that is spelled with digits is taken away by its length, from where its first letter stands. */
function restOf(text: string, core: string): string {
  if (text.includes(core)) return text.replace(core, "");
  const from = text.length - text.replace(/^[^\p{L}]+/u, "").length;
  return text.slice(0, from) + text.slice(from + core.length);
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= WORD_CHARACTERS_MIN);
