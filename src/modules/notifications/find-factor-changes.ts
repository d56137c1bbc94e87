import { codesRefused, factorChanged } from "@/modules/users/contract";
import { formatCount } from "@/shared/plural";
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

/** Somebody has the password of this person and not their telephone. Each count is told once. */
export const findRefusedCodes: Finder = async (_ctx, facts) =>
  facts
    .filter(({ name }) => name === codesRefused.name)
    .flatMap((fact) => {
      const [userId] = idsUnder(fact, "userId");
      const times = Number(fact.payload["times"]);
      if (userId === undefined || !Number.isSafeInteger(times)) return [];
      const detail = "If it wasn't you, choose another password: somebody knows this one.";
      const label = formatCount(times, "wrong code");
      return [{ ...NOBODY, kind: "codes-refused" as const, userId, subjectId: userId, label, detail }];
    });
