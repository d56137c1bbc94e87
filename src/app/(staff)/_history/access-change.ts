import { ROLE_NAMES } from "@/modules/users/user";

type Values = Record<string, unknown> | null;
type Entry = { before: Values; after: Values };

const sayRole = (role: unknown) =>
  typeof role === "string" && role in ROLE_NAMES
    ? Object.entries(ROLE_NAMES).find(([name]) => name === role)?.[1]
    : String(role);

/** An entry of a person's history as a sentence: what changed, and to what. */
export function sayAccessChange({ before, after }: Entry): string {
  if (after?.["link"] === "invitation") return "Got a new invitation link";
  if (after?.["link"] === "password-reset") return "Got a link for a new password";
  const changed = (key: string) =>
    after !== null && key in after && JSON.stringify(before?.[key]) !== JSON.stringify(after[key]);
  if (before === null && after?.["status"] === "invited") return `Invited as ${sayRole(after["role"])}`;
  if (before === null && changed("email")) return `Became the first ${sayRole(after?.["role"])}`;
  const parts = [
    ...(before?.["status"] === "invited" && after?.["status"] === "active" ? ["accepted the invitation"] : []),
    ...(before?.["status"] !== "invited" && changed("password") ? ["chose a new password"] : []),
    ...(changed("status") && after?.["status"] === "disabled" ? ["was disabled"] : []),
    ...(before?.["status"] === "disabled" && changed("status") ? ["was enabled"] : []),
    ...(changed("role") ? [`became ${sayRole(after?.["role"])}`] : []),
    ...(changed("warehouses") ? ["got other warehouses"] : []),
    ...(changed("name") ? [`is now called ${String(after?.["name"])}`] : []),
  ];
  const sentence = parts.join(", ") || "access was saved unchanged";
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
