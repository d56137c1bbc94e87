import { ACCESS } from "@/shared/access";
import { ENTITIES } from "@/shared/entity";

/** What is no change of a thing: refused, used or taken. */
export const AUDIT_EVENTS = [
  "sign-in-refused",
  "sign-in-stopped",
  "access-denied",
  "key-used",
  "list-exported",
] as const;
export type AuditEvent = (typeof AUDIT_EVENTS)[number];
export const AUDIT_KINDS = [...ENTITIES, ...AUDIT_EVENTS] as const;

/** What is no change of a thing, as people choose it. */
export const EVENT_NAMES: Readonly<Record<AuditEvent, string>> = {
  "sign-in-refused": "Refused sign-in",
  "sign-in-stopped": "Too many tries to sign in",
  "access-denied": "Denied access",
  "key-used": "API key used",
  "list-exported": "Exported list",
};

/** What the code calls otherwise than people do. */
const WORDS: Readonly<Record<string, string>> = { transaction: "stock entry", factor: "second factor" };

/** `catalog.editProduct` and `catalog.edit-product` as "Edit product". */
export function actionName(action: string): string {
  const words = action
    .slice(action.indexOf(".") + 1)
    .replaceAll("-", " ")
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim()
    .replaceAll(/\w+/g, (word) => WORDS[word] ?? word);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

const moduleOf = (action: string): string => action.slice(0, action.indexOf("."));
const READS = /\.(read|see|follow|get|mark|choose|work)\b/;
/** What no person asks for under a permission of its own. */
const OTHERS = ["users.sign-in", "imports.apply"] as const;

const toAction = (permission: string): string =>
  permission.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What can be done, under the names that entries have, for whoever narrows the audit to one of them. */
export const ACTIONS: readonly { value: string; label: string }[] = [
  ...Object.keys(ACCESS)
    .filter((permission) => !READS.test(permission))
    .map(toAction),
  ...OTHERS,
]
  .map((value) => ({ value, label: `${actionName(value)} (${moduleOf(value)})` }))
  .toSorted((one, other) => (one.label < other.label ? -1 : 1));
