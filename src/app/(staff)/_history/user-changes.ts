import * as z from "zod";
import { ROLE_NAMES, USER_STATUSES } from "@/modules/users/user";
import { ROLES, type Role } from "@/shared/access";
import { formatCount } from "@/shared/plural";
import { capitalize, type Change, type ChangeWords, isSame, readValues, recorded } from "./change";
import { lifecycleVerb } from "./lifecycle-changes";

const User = z.object({
  link: recorded(z.enum(["invitation", "password-reset"])),
  email: recorded(z.string()),
  name: recorded(z.string()),
  kind: recorded(z.enum(["person", "program"])),
  role: recorded(z.enum(ROLES)),
  status: recorded(z.enum(USER_STATUSES)),
  warehouses: recorded(z.union([z.literal("all"), z.array(z.string())])),
  password: recorded(z.string()),
  secondFactor: recorded(z.enum(["started", "added", "removed", "reset", "codes-renewed"])),
  refusedCodes: recorded(z.number()),
  homeWarehouse: recorded(z.string().nullable()),
  workingIn: recorded(z.string().nullable()),
});
type User = z.infer<typeof User>;

const LINK_TITLES = {
  invitation: "Got a new invitation link",
  "password-reset": "Got a password reset link",
} as const;

const FACTOR_TITLES = {
  started: "Began to set up a second factor",
  added: "Set up a second factor",
  removed: "Removed the second factor",
  reset: "Lost the second factor: it was reset",
  "codes-renewed": "Got new recovery codes",
} as const;
const FACTOR_VERBS = {
  started: "began to set up a second factor for",
  added: "set up a second factor for",
  removed: "removed the second factor of",
  reset: "reset the second factor of",
  "codes-renewed": "renewed the recovery codes of",
} as const;

const roleName = (role: Role | undefined) => (role ? ROLE_NAMES[role] : "");

/** An entry of a person's history as a sentence: what changed, and to what. */
function userTitle({ before, after }: Change): string {
  const [was, is] = [readValues(User, before), readValues(User, after)];
  if (is.link) return LINK_TITLES[is.link];
  if (is.secondFactor) return FACTOR_TITLES[is.secondFactor];
  if (is.refusedCodes) return `Password entered with ${formatCount(is.refusedCodes, "wrong code")}`;
  if (before === null && is.kind === "program") return `Created as a program: ${roleName(is.role)}`;
  if (before === null && is.status === "invited") return `Invited as ${roleName(is.role)}`;
  if (before === null && is.email) return `Became the first ${roleName(is.role)}`;
  return capitalize(accessChanges(was, is).join(", ") || "access was saved unchanged");
}

function accessChanges(was: User, is: User): string[] {
  const hasChanged = (key: keyof User) => is[key] !== undefined && !isSame(was[key], is[key]);
  const [hasNewStatus, wasInvited] = [hasChanged("status"), was.status === "invited"];
  return [
    ...(wasInvited && is.status === "active" ? ["accepted the invitation"] : []),
    ...(!wasInvited && hasChanged("password") ? ["chose a new password"] : []),
    ...(hasNewStatus && is.status === "disabled" ? ["was disabled"] : []),
    ...(hasNewStatus && was.status === "disabled" ? ["was enabled"] : []),
    ...(hasChanged("role") ? [`became ${roleName(is.role)}`] : []),
    ...(hasChanged("warehouses") ? ["warehouses changed"] : []),
    ...(hasChanged("homeWarehouse") ? ["home warehouse changed"] : []),
    ...(is.workingIn ? ["chose where to work"] : []),
    ...(hasChanged("name") ? [`is now called ${is.name}`] : []),
  ];
}

/** The same, where the person's name follows. A new link or password is recorded without values before it. */
function userVerb(change: Change): string {
  const [was, is] = [readValues(User, change.before), readValues(User, change.after)];
  if (is.link) return "created a sign-in link for";
  if (is.secondFactor) return FACTOR_VERBS[is.secondFactor];
  if (is.refusedCodes) return `brought ${formatCount(is.refusedCodes, "wrong code")} after the password of`;
  if (was.status === "invited" && is.status === "active") return "accepted the invitation of";
  if (is.status === "invited") return "invited";
  if (is.password) return "changed the password of";
  if (is.workingIn) return "changed the working warehouse of";
  return lifecycleVerb(change);
}

export const USER_CHANGES: ChangeWords = {
  verb: userVerb,
  title: userTitle,
  anonymous: ({ after }) => (readValues(User, after).refusedCodes ? "Somebody with their password" : "By their link"),
};
