import { getShopSettings } from "@/modules/shop/queries";
import type { Context } from "@/platform/context";
import { commonPasswords } from "./common-passwords";
import { hasFactor } from "./factor/spend-code";
import { charactersMinOf, passwordProblem } from "./password-rule";
import { passwordRefused } from "./refusals";

/** Called wherever somebody chooses a password. @throws passwordRefused */
export async function assertPassword(
  ctx: Pick<Context, "db">,
  password: string,
  person: { name: string; email: string; userId?: string },
): Promise<void> {
  const { companyName } = await getShopSettings(ctx);
  const ownWords = [person.name, person.email, companyName];
  const charactersMin = charactersMinOf(person.userId !== undefined && (await hasFactor(ctx, person.userId)));
  const problem = passwordProblem(password, { ownWords, charactersMin, isCommon: await commonPasswords() });
  if (problem !== null) throw passwordRefused({ problem });
}
