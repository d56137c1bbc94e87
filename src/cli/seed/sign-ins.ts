import { randomInt } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { UserRow } from "@/cli/seed/year/rows";
import { hashPassword } from "@/modules/users/password";
import { ROLES, type Role } from "@/shared/access";

export type SignIn = { role: Role; name: string; email: string; password: string };
export type UserWithHash = UserRow & { passwordHash: string };

const PASSWORD_CHARACTERS = 20;
/** Without the letters and digits that people mistake for each other. */
const ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

const makePassword = (): string =>
  Array.from({ length: PASSWORD_CHARACTERS }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");

type Password = { text: string; hash: string };

/**
 * One for all whose password nobody knows, then one for each role. One after the other: making the year holds the
 * thread for longer than a password may wait for its turn.
 */
export async function hashPasswords(): Promise<Password[]> {
  const passwords: Password[] = [];
  for (const _ of ["everybody else", ...ROLES]) {
    const text = makePassword();
    passwords.push({ text, hash: await hashPassword(text) });
  }
  return passwords;
}

/** The first person of each role gets a password that is made known; all others cannot sign in until it is reset. */
export function assignPasswords(users: readonly UserRow[], [unknown, ...known]: readonly Password[]) {
  const signIns: SignIn[] = [];
  const people = users.map((user): UserWithHash => {
    const { role, name, email } = user;
    const isFirst = !signIns.some((signIn) => signIn.role === role);
    const password = isFirst ? known[signIns.length] : unknown;
    if (!password) throw new Error("There are more roles than passwords.");
    if (isFirst) signIns.push({ role, name, email, password: password.text });
    return { ...user, passwordHash: password.hash };
  });
  return { people, signIns };
}

/** For its owner's eyes; there whole or not at all, also when the machine stops meanwhile. */
export async function writeSignIns(file: string, signIns: readonly SignIn[]): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  try {
    await writeDurably(unfinished, `${JSON.stringify(signIns, null, 2)}\n`);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await sync(await open(path.dirname(path.resolve(file)), "r"));
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, "w", 0o600);
  await sync(handle, async () => {
    await handle.chmod(0o600);
    await handle.writeFile(text);
  });
}

/** Brings a file, or what a folder says of its files, to the disk; then lets go of it. */
async function sync(handle: FileHandle, work: () => Promise<void> = async () => {}): Promise<void> {
  try {
    await work();
    await handle.sync();
  } finally {
    await handle.close();
  }
}
