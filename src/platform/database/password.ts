import { type Config, config, isPasswordKeptElsewhere, readConfigAgain } from "@/platform/config";
import { logger } from "@/platform/logger";

/** What both drivers ask for a password when they connect, and tell that it was refused. */
export type Password = (() => Promise<string>) & { refused: () => void };

const PASSWORD = /^[a-z]+:\/\/[^:@/]*:([^@/]*)@/;

const passwordIn = (url: string): string => decodeURIComponent(PASSWORD.exec(url)?.[1] ?? "");

/**
 * The password of an address of the configuration. Once it is refused it is read again where it is kept, so that a
 * rotation needs no restart. Undefined where it cannot change.
 */
export function passwordOf(address: (config: Config) => string | undefined): Password | undefined {
  if (!isPasswordKeptElsewhere()) return undefined;
  let known = passwordIn(address(config()) ?? "");
  let reading: Promise<string> | null = null;
  const readAgain = async () => {
    try {
      known = passwordIn(address(await readConfigAgain()) ?? "");
      logger().info("the password of the database was read again");
    } catch (error) {
      logger().warn({ err: error }, "the password of the database cannot be read again");
    }
    reading = null;
    return known;
  };
  return Object.assign(async () => reading ?? known, {
    refused: () => {
      reading ??= readAgain();
    },
  });
}
