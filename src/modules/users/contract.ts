import * as z from "zod";
import { ROLES } from "@/shared/access";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { Paging } from "@/shared/paging";
import { SearchText } from "@/shared/search";
import type { StaleBy, Staleness } from "@/shared/staleness";
import { FACTOR_POLICIES } from "./factor";
import { KEY_DAYS_MAX, KEY_STATES, SCOPES } from "./key";
import { PASSWORD_CHARACTERS_MAX, PASSWORD_CHARACTERS_MIN_WITH_FACTOR, passwordProblem } from "./password-rule";
import { USER_STATUSES } from "./user";

const NAME_CHARACTERS_MAX = 100;
const EMAIL_CHARACTERS_MAX = 254;
const WAREHOUSES_MAX = 500;
const TOKEN_CHARACTERS_MAX = 200;

/** Emails are stored in lower case, so that one person has one account. */
const Email = z.string().trim().toLowerCase().max(EMAIL_CHARACTERS_MAX).pipe(z.email("Enter a valid email address."));
const Name = z.string().trim().min(1, "Enter a name.").max(NAME_CHARACTERS_MAX);
const Role = z.enum(ROLES);
const Warehouses = z.union([z.literal("all"), z.array(Id).max(WAREHOUSES_MAX)]);
/** The current password as it was typed: only its length is bounded. */
const GivenPassword = z
  .string()
  .min(1, "Enter the password.")
  .max(PASSWORD_CHARACTERS_MAX * 2);
/** How short it may be depends on the person, which the operation knows, and the form where it was told. */
export const newPassword = (charactersMin: number) =>
  z.string().superRefine((password, check) => {
    const problem = passwordProblem(password, { charactersMin });
    if (problem !== null) check.addIssue({ code: "custom", message: problem });
  });
const NewPassword = newPassword(PASSWORD_CHARACTERS_MIN_WITH_FACTOR);
/** 32 random bytes. Any other text gets the same answer as an unknown link. */
const Token = z.string().max(TOKEN_CHARACTERS_MAX);

export const UserRef = z.strictObject({ userId: Id });
export type UserRef = z.infer<typeof UserRef>;

export const ListUsers = Paging.extend({
  search: SearchText.default(""),
  role: Role.nullish(),
  status: z.enum(USER_STATUSES).nullish(),
});
export type ListUsers = z.infer<typeof ListUsers>;

export const SignIn = z.strictObject({
  email: z.string().min(1, "Enter your email.").max(EMAIL_CHARACTERS_MAX),
  password: GivenPassword,
});
export type SignIn = z.infer<typeof SignIn> & {
  userAgent: string;
  address: string;
  /** What the browser may get for the password, where a code is asked for as well. */
  ticket?: string;
  /** The session that the browser had until now, whoever's it was: it ends. */
  replaces?: string | null;
};

const CODE_CHARACTERS_MAX = 60;
/** As it is typed or pasted: "123 456", or a recovery code in groups. */
const Code = z.string().trim().min(1, "Enter the code.").max(CODE_CHARACTERS_MAX);

/** The second step of a sign-in, by the ticket that the browser got for the password. */
export const SignInCode = z.strictObject({ code: Code });
export type SignInCode = z.infer<typeof SignInCode> & Omit<SignIn, "email" | "password"> & { ticket: string };

/** The browser names what it sets up, and later which one it means. */
export const FactorRef = z.strictObject({ factorId: Id });
export type FactorRef = z.infer<typeof FactorRef>;

export const ConfirmFactor = FactorRef.extend({ code: Code });
export type ConfirmFactor = z.infer<typeof ConfirmFactor>;

const Policy = z.enum(FACTOR_POLICIES);
export const SetFactorPolicy = z.strictObject({ role: Role, policy: Policy, seen: Policy });
export type SetFactorPolicy = z.infer<typeof SetFactorPolicy>;

/** A code where the person has a second factor, and otherwise the password. */
export const ConfirmIdentity = z.strictObject({ proof: GivenPassword });
export type ConfirmIdentity = z.infer<typeof ConfirmIdentity>;

export const InviteUser = z.strictObject({ email: Email, name: Name, role: Role, warehouses: Warehouses });
export type InviteUser = z.infer<typeof InviteUser>;

export const ChangeAccess = z.strictObject({
  userId: Id,
  /** Optimistic version: the second of two administrators is refused. */
  version: z.number().int().positive(),
  role: Role,
  warehouses: Warehouses,
  disabled: z.boolean(),
});
export type ChangeAccess = z.infer<typeof ChangeAccess>;

export const SessionRef = z.strictObject({ sessionId: Id });
export type SessionRef = z.infer<typeof SessionRef>;

export const ChangeOwnProfile = z.strictObject({ name: Name });
export type ChangeOwnProfile = z.infer<typeof ChangeOwnProfile>;

export const SetHomeWarehouse = z.strictObject({ userId: Id, warehouseId: Id.nullable() });
export type SetHomeWarehouse = z.infer<typeof SetHomeWarehouse>;

export const SetOwnHomeWarehouse = SetHomeWarehouse.omit({ userId: true });
export type SetOwnHomeWarehouse = z.infer<typeof SetOwnHomeWarehouse>;

export const WorkIn = z.strictObject({ warehouseId: Id });
export type WorkIn = z.infer<typeof WorkIn>;

export const ChangeOwnPassword = z.strictObject({ currentPassword: GivenPassword, newPassword: NewPassword });
export type ChangeOwnPassword = z.infer<typeof ChangeOwnPassword>;

export const LinkRef = z.strictObject({ token: Token });
export type LinkRef = z.infer<typeof LinkRef>;

export const AskForLink = z.strictObject({ email: Email });
export type AskForLink = z.infer<typeof AskForLink>;

export const AcceptInvitation = z.strictObject({
  token: Token,
  password: NewPassword,
  name: Name,
  /** Only from the first administrator; everyone else was invited by email. */
  email: Email.nullish(),
});
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;

export const KeyRef = z.strictObject({ keyId: Id });
export type KeyRef = z.infer<typeof KeyRef>;

const KEY_NAME_CHARACTERS_MAX = 60;

export const CreateOwnKey = z.strictObject({
  name: z.string().trim().min(1, "Enter a name.").max(KEY_NAME_CHARACTERS_MAX),
  scopes: z.array(z.enum(SCOPES)).min(1, "Choose what the key may do.").max(SCOPES.length),
  warehouses: Warehouses,
  days: z.number().int().min(1).max(KEY_DAYS_MAX),
});
export type CreateOwnKey = z.infer<typeof CreateOwnKey>;

export const CreateProgramKey = CreateOwnKey.extend({ userId: Id });
export type CreateProgramKey = z.infer<typeof CreateProgramKey>;

export const CreateProgram = z.strictObject({ name: Name, role: Role, warehouses: Warehouses });
export type CreateProgram = z.infer<typeof CreateProgram>;

export const ListKeys = Paging.extend({
  search: SearchText.default(""),
  userId: Id.nullish(),
  state: z.enum(KEY_STATES).nullish(),
});
export type ListKeys = z.infer<typeof ListKeys>;

const AboutUser = z.object({ userId: Id });
export const usersChanged = defineEvent("users.changed", AboutUser);
export const sessionStarted = defineEvent("users.session-started", AboutUser);
export const sessionEnded = defineEvent("users.session-ended", AboutUser);
/** Role, warehouses or status, in addition to `usersChanged`. */
export const accessChanged = defineEvent("users.access-changed", AboutUser);
export const keyCreated = defineEvent("users.key-created", AboutUser.extend({ keyId: Id }));
export const keyEnded = defineEvent("users.key-ended", AboutUser.extend({ keyIds: z.array(Id) }));
/** A person's second factor was set up, removed by them, or by an administrator. */
export const factorChanged = defineEvent(
  "users.factor-changed",
  AboutUser.extend({ change: z.enum(["added", "removed", "reset"]) }),
);
/** Somebody knows the password, and brings wrong codes after it. */
export const codesRefused = defineEvent("users.codes-refused", AboutUser.extend({ times: z.number().int() }));
export const factorPolicyChanged = defineEvent("users.factor-policy-changed", z.object({ shopId: Id }));
/** Somebody signed in with a browser that is new to an account that others are known of. */
export const deviceAdded = defineEvent("users.device-added", AboutUser.extend({ session: Id }));
/** A link was made for somebody who is to get it by email, too. */
export const linkOffered = defineEvent(
  "users.link-offered",
  AboutUser.extend({ purpose: z.enum(["invitation", "password-reset"]) }),
);
/** Somebody typed this email, which is sealed, to get a link. Whether it is known is asked by whoever sends it. */
export const linkAskedFor = defineEvent("users.link-asked-for", z.object({ sealedEmail: z.string() }));

const ALL_USERS: readonly StaleBy[] = [{ facts: ["users"] }];
const ONE_USER: readonly StaleBy[] = [{ facts: ["users"], about: "asked" }];

export const USERS_STALENESS = {
  // The shop's language sorts it.
  list: [{ facts: ["users", "shop"] }],
  get: ONE_USER,
  listSessions: ONE_USER,
  listSecurityEvents: ALL_USERS,
  getMe: [{ facts: ["users"], about: "shown" }],
  listOwnSessions: ALL_USERS,
  listKeys: ALL_USERS,
  listOwnKeys: ALL_USERS,
  getOwnFactor: [{ facts: [usersChanged.name, factorPolicyChanged.name] }],
  listFactorPolicies: [{ facts: [factorPolicyChanged.name] }],
  getToken: [],
} as const satisfies Staleness;
