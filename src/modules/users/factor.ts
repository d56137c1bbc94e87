import type { Role } from "@/shared/access";

/** What a role has to do with a code at sign-in. `off` offers it to nobody else; who has one is asked all the same. */
export const FACTOR_POLICIES = ["off", "optional", "required"] as const;
export type FactorPolicy = (typeof FACTOR_POLICIES)[number];
export const FACTOR_POLICY_NAMES = {
  off: "Not offered",
  optional: "Everyone decides for themselves",
  required: "Required",
} as const satisfies Record<FactorPolicy, string>;

export const FACTOR_POLICY_DEFAULT: FactorPolicy = "optional";

export type FactorPolicyOfRole = { role: Role; policy: FactorPolicy };

export const CODE_DIGITS = 6;
export const RECOVERY_CODES = 10;
