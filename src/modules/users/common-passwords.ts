import { processSingleton } from "@/platform/process-singleton";

/**
 * Whether a text is among the 49,000 passwords that most people chose, of those that were published. Asked here and
 * nowhere else, so that no password leaves the machine; read once, by the first who chooses one (25 ms).
 */
export async function commonPasswords(): Promise<(text: string) => boolean> {
  const common = await processSingleton("users.common-passwords", async () => {
    const { dictionary } = await import("@zxcvbn-ts/language-common");
    return new Set(dictionary["passwords-common"]);
  });
  return (text) => common.has(text);
}
