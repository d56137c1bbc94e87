import { factorChanged } from "@/modules/users/contract";
import { idsUnder } from "./causes/cause";
import { type Finder, NOBODY } from "./happening";

const WORDS: Readonly<Record<string, string>> = {
  added: "set up",
  removed: "removed",
  reset: "reset by an administrator",
};

/** A change of somebody's second factor, told to them: perhaps somebody else did it in their name. */
export const findFactorChanges: Finder = async (_ctx, facts) =>
  facts
    .filter(({ name }) => name === factorChanged.name)
    .flatMap((fact) => {
      const label = WORDS[String(fact.payload["change"])];
      const [userId] = idsUnder(fact, "userId");
      if (label === undefined || userId === undefined) return [];
      return [{ ...NOBODY, kind: "factor-changed" as const, userId, subjectId: userId, label, detail: "" }];
    });
