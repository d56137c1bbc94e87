import * as z from "zod";
import { ROLES } from "@/shared/access";
import { defineError } from "@/shared/error";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { Paging } from "@/shared/paging";
import { formatCount } from "@/shared/plural";
import { SearchText } from "@/shared/search";
import type { StaleBy, Staleness } from "@/shared/staleness";
import { PASSWORD_CHARACTERS_MAX, passwordProblem, USER_STATUSES } from "./user";

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
const NewPassword = z.string().superRefine((password, check) => {
  const problem = passwordProblem(password);
  if (problem !== null) check.addIssue({ code: "custom", message: problem });
});
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
  /** The session that the browser had until now, whoever's it was: it ends. */
  replaces?: string | null;
};

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

const AboutUser = z.object({ userId: Id });
export const usersChanged = defineEvent("users.changed", AboutUser);
export const sessionStarted = defineEvent("users.session-started", AboutUser);
export const sessionEnded = defineEvent("users.session-ended", AboutUser);
/** Role, warehouses or status, in addition to `usersChanged`. */
export const accessChanged = defineEvent("users.access-changed", AboutUser);
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
} as const satisfies Staleness;

type Nothing = Record<string, never>;

export const warehouseNotGranted = defineError<{ warehouseId: string }>(
  "users.warehouse-not-granted",
  "forbidden",
  () => "You don't work in this warehouse. Ask an administrator for access.",
);

export const userNotFound = defineError<{ userId: string }>(
  "users.not-found",
  "not-found",
  () => "This user doesn't exist. Choose one from the list of users.",
);

export const noSuchEmail = defineError<{ email: string }>(
  "users.no-such-email",
  "not-found",
  ({ email }) => `Nobody has the email ${email} here.`,
);

export const sessionNotFound = defineError<Nothing>(
  "users.session-not-found",
  "not-found",
  () => "This session has already ended.",
);

/** One answer for an unknown email, a wrong password and a disabled account. */
export const signInRefused = defineError<Nothing>(
  "users.sign-in-refused",
  "invalid",
  () => "Wrong email or password. If you were invited, open your invitation link first.",
);

export const tooManySignIns = defineError<Nothing>(
  "users.too-many-sign-ins",
  "limit",
  () => "Too many sign-ins right now. Try again in a few seconds.",
);

/** Tries at a password that came too fast, of one account, one address or one person. It says so of any account. */
export const tooManyTries = defineError<{ seconds: number }>(
  "users.too-many-tries",
  "limit",
  ({ seconds }) =>
    `Too many tries with a wrong password. Try again in ${waitOf(seconds)}. ` +
    "If you forgot it, ask for a link on the sign-in page.",
);

export const tooManyLinks = defineError<{ seconds: number }>(
  "users.too-many-links",
  "limit",
  ({ seconds }) => `Links were asked for too often. Try again in ${waitOf(seconds)}.`,
);

const waitOf = (seconds: number): string =>
  seconds < 60 ? formatCount(seconds, "second") : formatCount(Math.ceil(seconds / 60), "minute");

export const emailTaken = defineError<{ email: string }>(
  "users.email-taken",
  "conflict",
  ({ email }) => `${email} already belongs to another user. Enter a different email.`,
);

export const linkUnusable = defineError<Nothing>(
  "users.link-unusable",
  "not-found",
  () =>
    "This link doesn't work: it was used, replaced by a newer one, or has expired after an hour. " +
    "Ask for a new one on the sign-in page, or ask an administrator.",
);

export const linkNotOffered = defineError<{ userId: string }>(
  "users.link-not-offered",
  "conflict",
  () => "A disabled user can't get a link. Enable the account first.",
);

export const lastAdministrator = defineError<Nothing>(
  "users.last-administrator",
  "conflict",
  () =>
    "This is the only active administrator, and nobody else could manage users. " +
    "Make someone else an administrator first. Nothing was changed.",
);

export const accessChangedMeanwhile = defineError<{ version: number }>(
  "users.access-changed-meanwhile",
  "conflict",
  () =>
    "Someone else changed this user's access meanwhile. Check the current access, then try again. Nothing was changed.",
);

export const unknownWarehouse = defineError<Nothing>(
  "users.unknown-warehouse",
  "invalid",
  () => "One of the warehouses doesn't exist. Choose from the list.",
);

export const homeNotGranted = defineError<{ name: string }>(
  "users.home-not-granted",
  "conflict",
  ({ name }) => `${name} doesn't work in this warehouse. Grant it first, or choose another. Nothing was changed.`,
);

export const wrongCurrentPassword = defineError<Nothing>(
  "users.wrong-current-password",
  "invalid",
  () => "The current password is wrong. Enter it again. Nothing was changed.",
);

export const passwordRefused = defineError<{ problem: string }>(
  "users.password-refused",
  "invalid",
  ({ problem }) => problem,
);
