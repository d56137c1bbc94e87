// @ts-check
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { CommandError } from "../launch/command-error.mjs";

/** Debian keeps what administrators run outside the path of others. */
const PLACES = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
/** Each is the name of its package too. */
const PROGRAMS = ["haproxy", "redis-server"];

/** @param {string} name */
const find = (name) => PLACES.map((place) => join(place, name)).find((file) => existsSync(file)) ?? "";

/** What a cluster needs, of this machine, and has not. */
export const missingPrograms = () => PROGRAMS.filter((name) => find(name) === "");

/** Where they are, and Prometheus, which may be missing (""). @throws CommandError that says what to install */
export function programs() {
  const missing = missingPrograms();
  if (missing.length > 0) {
    const names = missing.join(" ");
    throw new CommandError(`The cluster needs ${missing.join(" and ")} on this machine: apt-get install ${names}`);
  }
  return { haproxy: find("haproxy"), redis: find("redis-server"), prometheus: find("prometheus") };
}
