import { defineError } from "@/shared/error";
import { formatCount } from "@/shared/plural";

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

export const keyNotFound = defineError<Nothing>(
  "users.key-not-found",
  "not-found",
  () => "This API key was already revoked, or isn't yours. Reload the list.",
);

export const keyNeeded = defineError<Nothing>(
  "users.key-needed",
  "forbidden",
  () => "A token is given for an API key alone. Send the key itself as Authorization: Bearer.",
);

export const keyNotOffered = defineError<{ name: string }>(
  "users.key-not-offered",
  "conflict",
  ({ name }) => `${name} is disabled and can't get a key. Enable it first.`,
);

export const scopeNotAllowed = defineError<{ scope: string; name: string }>(
  "users.scope-not-allowed",
  "invalid",
  ({ scope, name }) => `${name} may not do ${scope}, so no key of theirs may. Choose less. No key was created.`,
);

export const tooManyKeys = defineError<{ max: number }>(
  "users.too-many-keys",
  "conflict",
  ({ max }) => `There are ${max} active keys already. Revoke one that isn't used any more. No key was created.`,
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

/** Not for people: the door asks for the code now. */
export const codeNeeded = defineError<Nothing>(
  "users.code-needed",
  "invalid",
  () => "Enter the code from your authenticator app.",
);

export const codeRefused = defineError<Nothing>(
  "users.code-refused",
  "invalid",
  () => "This code is wrong, too old or was used before. Wait for the next one in your app, and enter that.",
);

export const ticketOver = defineError<Nothing>(
  "users.ticket-over",
  "invalid",
  () => "This took too long. Enter your password again.",
);

export const factorExists = defineError<Nothing>(
  "users.factor-exists",
  "conflict",
  () => "You have a second factor already. Remove it first to set up another. Nothing was changed.",
);

export const factorGone = defineError<Nothing>(
  "users.factor-gone",
  "conflict",
  () => "This second factor was removed or replaced meanwhile. Nothing was changed. Reload the page and start again.",
);

export const factorNotOffered = defineError<Nothing>(
  "users.factor-not-offered",
  "conflict",
  () => "A second factor isn't offered to your role. Ask an administrator. Nothing was changed.",
);

export const factorRequired = defineError<Nothing>(
  "users.factor-required",
  "conflict",
  () => "Your role requires a second factor, so it stays. With a new telephone, ask an administrator to reset it.",
);

export const factorPolicyChangedMeanwhile = defineError<Nothing>(
  "users.factor-policy-changed-meanwhile",
  "conflict",
  () => "Someone else changed this meanwhile. Check what is set now, then try again. Nothing was changed.",
);

export const identityRefused = defineError<{ by: "password" | "code" }>("users.identity-refused", "invalid", ({ by }) =>
  by === "password"
    ? "The password is wrong. Enter it again."
    : "This code is wrong, too old or was used before. Enter the next one.",
);

export const passwordRefused = defineError<{ problem: string }>(
  "users.password-refused",
  "invalid",
  ({ problem }) => problem,
);
