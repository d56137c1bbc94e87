/** Texts that attackers type, each of which became something else somewhere. */

const SQL = [
  "' or '1'='1",
  "'; drop table users; --",
  '" or ""="',
  "1); delete from sessions; --",
  "\\'; select pg_sleep(5); --",
  "$1",
  "%' union select password_hash from users --",
  "1/**/union/**/select/**/null,null--",
  "'||(select password_hash from users limit 1)||'",
  "$$; drop table sessions; $$",
  String.raw`E'\047; drop table sessions; --`,
  String.raw`U&'\0027; drop table sessions; --`,
  "'; copy users to program 'id'; --",
  "'; select pg_read_file('/etc/passwd'); --",
  "'; set role postgres; --",
  // Quotes of other alphabets, which a careless conversion makes an apostrophe.
  "\u02bc or \u02bc1\u02bc=\u02bc1",
  "\uff07; drop table sessions; --",
] as const;

/** What searches, patterns and formats have signs of their own for. */
const PATTERNS = [
  "%_\\%",
  "!a & (b | :*",
  "^(a+)+$ [[:alpha:] \\",
  "NaN",
  "1e309",
  "infinity",
  '{"$gt": ""}',
  "{{7*7}}${7*7}",
] as const;

const TEXT = [
  "\u0000' or 1=1",
  "\u{1f642}\ud800",
  "\r\nSet-Cookie: a=b",
  "../../etc/passwd%00",
  "a".repeat(5_000),
] as const;

export const PAYLOADS: readonly string[] = [...SQL, ...PATTERNS, ...TEXT];
