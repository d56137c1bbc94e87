import { createOwnKey, createProgramKey } from "@/modules/users/keys/create-key";
import { createProgram } from "@/modules/users/keys/create-program";
import { listKeys, listOwnKeys } from "@/modules/users/keys/queries";
import { revokeKey, revokeOwnKey } from "@/modules/users/keys/revoke-key";
import { makeToken } from "@/modules/users/keys/token";
import { endOwnSession } from "@/modules/users/sessions/end-own-session";
import { endSessions } from "@/modules/users/sessions/end-sessions";
import { actorId } from "@/platform/context";
import { sendsMail } from "@/platform/mail/mailer";
import { NoInput, procedure, queryOnPrimary, queryOnReplica, router, slowChange } from "@/platform/trpc/procedure";
import { SYSTEM_USER_ID } from "@/shared/access";
import { acceptInvitation } from "./accept-invitation";
import { askForLink } from "./ask-for-link";
import { changeAccess } from "./change-access";
import { changeOwnPassword } from "./change-own-password";
import { changeOwnProfile } from "./change-own-profile";
import {
  AcceptInvitation,
  AskForLink,
  ChangeAccess,
  ChangeOwnPassword,
  ChangeOwnProfile,
  CreateOwnKey,
  CreateProgram,
  CreateProgramKey,
  InviteUser,
  KeyRef,
  LinkRef,
  ListKeys,
  ListUsers,
  SessionRef,
  SetHomeWarehouse,
  SetOwnHomeWarehouse,
  UserRef,
  WorkIn,
} from "./contract";
import { inviteUser } from "./invite-user";
import { getLink, getMe, getUser, listSessions, listUsers } from "./queries";
import { renewInvitation } from "./renew-invitation";
import { listSecurityEvents } from "./security-events";
import { setHomeWarehouse, setOwnHomeWarehouse } from "./set-home-warehouse";
import { workIn } from "./work-in";

export const usersRouter = router({
  list: queryOnReplica("users.read")
    .input(ListUsers)
    .query(({ ctx, input }) => listUsers(ctx, input)),
  get: queryOnPrimary("users.read")
    .input(UserRef)
    .query(({ ctx, input }) => getUser(ctx, input.userId)),
  listSessions: queryOnPrimary("users.read")
    .input(UserRef)
    .query(({ ctx, input }) => listSessions(ctx, input.userId)),
  listSecurityEvents: queryOnReplica("users.read")
    .input(NoInput)
    .query(({ ctx }) => listSecurityEvents(ctx)),
  invite: procedure("users.invite")
    .input(InviteUser)
    .mutation(async ({ ctx, input }) => ({ ...(await inviteUser(ctx, input)), isEmailed: sendsMail() })),
  renewInvitation: procedure("users.renew-invitation")
    .input(UserRef)
    .mutation(async ({ ctx, input }) => ({ ...(await renewInvitation(ctx, input)), isEmailed: sendsMail() })),
  changeAccess: procedure("users.change-access")
    .input(ChangeAccess)
    .mutation(({ ctx, input }) => changeAccess(ctx, input)),
  endSessions: procedure("users.end-sessions")
    .input(UserRef)
    .mutation(({ ctx, input }) => endSessions(ctx, input)),

  setHomeWarehouse: procedure("users.set-home-warehouse")
    .input(SetHomeWarehouse)
    .mutation(({ ctx, input }) => setHomeWarehouse(ctx, input)),

  getMe: queryOnPrimary("users.read-own")
    .input(NoInput)
    .query(({ ctx }) => getMe(ctx)),
  listOwnSessions: queryOnPrimary("users.read-own")
    .input(NoInput)
    .query(({ ctx }) => listSessions(ctx, actorId(ctx) ?? SYSTEM_USER_ID)),
  endOwnSession: procedure("users.end-own-session")
    .input(SessionRef)
    .mutation(({ ctx, input }) => endOwnSession(ctx, input)),
  changeOwnProfile: procedure("users.change-own-profile")
    .input(ChangeOwnProfile)
    .mutation(({ ctx, input }) => changeOwnProfile(ctx, input)),
  setOwnHomeWarehouse: procedure("users.set-own-home-warehouse")
    .input(SetOwnHomeWarehouse)
    .mutation(({ ctx, input }) => setOwnHomeWarehouse(ctx, input)),
  workIn: procedure("users.work-in")
    .input(WorkIn)
    .mutation(({ ctx, input }) => workIn(ctx, input)),
  changeOwnPassword: slowChange("users.change-own-password")
    .input(ChangeOwnPassword)
    .mutation(async ({ ctx, input }) => {
      const session = await changeOwnPassword(ctx, input);
      await ctx.continueAs?.(session);
    }),

  listKeys: queryOnReplica("users.read")
    .input(ListKeys)
    .query(({ ctx, input }) => listKeys(ctx, input)),
  createProgram: procedure("users.create-program")
    .input(CreateProgram)
    .mutation(({ ctx, input }) => createProgram(ctx, input)),
  createProgramKey: procedure("users.create-program-key")
    .input(CreateProgramKey)
    .mutation(({ ctx, input }) => createProgramKey(ctx, input)),
  revokeKey: procedure("users.revoke-key")
    .input(KeyRef)
    .mutation(({ ctx, input }) => revokeKey(ctx, input)),
  listOwnKeys: queryOnReplica("users.read-own")
    .input(NoInput)
    .query(({ ctx }) => listOwnKeys(ctx)),
  createOwnKey: procedure("users.create-own-key")
    .input(CreateOwnKey)
    .mutation(({ ctx, input }) => createOwnKey(ctx, input)),
  revokeOwnKey: procedure("users.revoke-own-key")
    .input(KeyRef)
    .mutation(({ ctx, input }) => revokeOwnKey(ctx, input)),
  /** A query, since it changes nothing: whoever has no answer asks again, under no key of their own. */
  getToken: queryOnPrimary("users.get-token")
    .input(NoInput)
    .query(({ ctx }) => makeToken(ctx)),

  /** A mutation although it only reads: its input is a secret, and access logs contain the input of a query. */
  getLink: procedure("users.get-link")
    .input(LinkRef)
    .mutation(({ ctx, input }) => getLink(ctx, input.token)),
  askForLink: slowChange("users.ask-for-link")
    .input(AskForLink)
    .mutation(({ ctx, input }) => askForLink(ctx, input, ctx.address ?? "")),
  acceptInvitation: slowChange("users.accept-invitation")
    .input(AcceptInvitation)
    .mutation(({ ctx, input }) => acceptInvitation(ctx, input)),
});
