export const CUSTOMER_KINDS = ["company", "person"] as const;
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];

/** Tags as they are kept: `vip, export`, each once, without blanks around them. */
export function normalizeTags(typed: string): string {
  const byForm = new Map<string, string>();
  for (const tag of typed.split(/[,;\n]/).map((each) => each.trim().replaceAll(/\s+/g, " "))) {
    if (tag !== "" && !byForm.has(tag.toLowerCase())) byForm.set(tag.toLowerCase(), tag);
  }
  return [...byForm.values()].join(", ");
}
