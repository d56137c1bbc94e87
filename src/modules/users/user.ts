export const USER_STATUSES = ["invited", "active", "disabled"] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** Unicode characters. Fifteen, since there is no second factor yet (NIST SP 800-63B-4, 3.1.1.2). */
export const PASSWORD_CHARACTERS_MIN = 15;
export const PASSWORD_CHARACTERS_MAX = 200;
/** What must remain of a password without the words that are easy to guess. */
const OWN_CHARACTERS_MIN = 6;
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

/**
 * Why a password cannot be used, as a message to the person who chose it, or null. Any character is allowed and none is
 * required. `ownWords` are words that others know of this person: their name and email.
 */
export function passwordProblem(password: string, ownWords: readonly string[] = []): string | null {
  const length = [...password].length;
  if (length < PASSWORD_CHARACTERS_MIN)
    return `Use at least ${PASSWORD_CHARACTERS_MIN} characters. A few random words work well.`;
  if (length > PASSWORD_CHARACTERS_MAX) return `Use at most ${PASSWORD_CHARACTERS_MAX} characters.`;
  const plain = password.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const known = [...ownWords.flatMap(wordsOf), ...GUESSED_WORDS].sort((a, b) => b.length - a.length);
  const own = withoutRuns(known.reduce((rest, word) => rest.replaceAll(word, ""), plain));
  const isSymbolsOnly = plain.length < OWN_CHARACTERS_MIN;
  if (isRepetition(password.toLowerCase()) || (!isSymbolsOnly && own.length < OWN_CHARACTERS_MIN)) {
    return (
      "This password is easy to guess: most of it is your name, a common word or a simple sequence. " +
      "Add something that only you would think of."
    );
  }
  return null;
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= WORD_CHARACTERS_MIN);

export const ROLE_NAMES = { admin: "Administrator", manager: "Manager", staff: "Staff" } as const;

export const STATUS_NAMES = { invited: "Invited", active: "Active", disabled: "Disabled" } as const satisfies Record<
  UserStatus,
  string
>;

export const ROLE_RIGHTS = {
  admin: "Full access, including users and roles.",
  manager: "Manages products, imports and locations, sees costs, reverses stock entries.",
  staff: "Receives, moves and adjusts stock; creates, confirms and ships orders.",
} as const;
