import { getShopSettings } from "@/modules/shop/queries";
import type { Context } from "@/platform/context";
import { commonPasswords } from "./common-passwords";
import { passwordProblem } from "./password-rule";
import { passwordRefused } from "./refusals";

/** Called wherever somebody chooses a password. @throws passwordRefused */
export async function assertPassword(
  ctx: Pick<Context, "db">,
  password: string,
  person: { name: string; email: string },
): Promise<void> {
  const { companyName } = await getShopSettings(ctx);
  const ownWords = [person.name, person.email, companyName];
  const problem = passwordProblem(password, { ownWords, isCommon: await commonPasswords() });
  if (problem !== null) throw passwordRefused({ problem });
}
