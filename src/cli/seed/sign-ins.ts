import { randomInt } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { UserRow } from "@/cli/seed/year/rows";
import { hashPassword } from "@/modules/users/password";
import type { Role } from "@/shared/access";

export type SignIn = { role: Role; name: string; email: string; password: string };
export type UserWithHash = UserRow & { passwordHash: string };

const PASSWORD_CHARACTERS = 20;
/** Without the letters and digits that people mistake for each other. */
const ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

const makePassword = (): string =>
  Array.from({ length: PASSWORD_CHARACTERS }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");

/** Everybody gets a password that nobody knows, but for the first person of each role, whose sign-in is made known. */
export async function assignPasswords(
  users: readonly UserRow[],
): Promise<{ users: UserWithHash[]; signIns: SignIn[] }> {
  const signIns: SignIn[] = [];
  const hashed = users.map(async (user) => {
    const { role, name, email } = user;
    const password = makePassword();
    if (!signIns.some((signIn) => signIn.role === role)) signIns.push({ role, name, email, password });
    return { ...user, passwordHash: await hashPassword(password) };
  });
  return { users: await Promise.all(hashed), signIns };
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
