import { confirmFactor } from "@/modules/users/factor/confirm-factor";
import { getOwnFactor, listFactorPolicies } from "@/modules/users/factor/queries";
import { removeFactor, resetFactor } from "@/modules/users/factor/remove-factor";
import { renewRecoveryCodes } from "@/modules/users/factor/renew-recovery-codes";
import { setFactorPolicy } from "@/modules/users/factor/set-factor-policy";
import { startFactor } from "@/modules/users/factor/start-factor";
import { createOwnKey, createProgramKey } from "@/modules/users/keys/create-key";
import { createProgram } from "@/modules/users/keys/create-program";
import { listKeys, listOwnKeys } from "@/modules/users/keys/queries";
import { revokeKey, revokeOwnKey } from "@/modules/users/keys/revoke-key";
import { makeToken } from "@/modules/users/keys/token";
import { confirmIdentity } from "@/modules/users/sessions/confirm-identity";
import { endOwnSession } from "@/modules/users/sessions/end-own-session";
import { endSessions } from "@/modules/users/sessions/end-sessions";
import { actorId } from "@/platform/context";
import { sendsMail } from "@/platform/mail/mailer";
import {
  NoInput,
  procedure,
  queryOnPrimary,
  queryOnReplica,
  router,
  sensitiveChange,
  slowChange,
} from "@/platform/trpc/procedure";
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
  ConfirmFactor,
  ConfirmIdentity,
  CreateOwnKey,
  CreateProgram,
  CreateProgramKey,
  FactorRef,
  InviteUser,
  KeyRef,
  LinkRef,
  ListKeys,
  ListUsers,
  SessionRef,
  SetFactorPolicy,
  SetHomeWarehouse,
  SetOwnHomeWarehouse,
  UserRef,
  WorkIn,
} from "./contract";
import { inviteUser } from "./invite-user";
import { getLink, getMe, getUser, listUsers } from "./queries";
import { renewInvitation } from "./renew-invitation";
import { listSecurityEvents } from "./security-events";
import { listSessions } from "./sessions/list-sessions";
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
  invite: sensitiveChange("users.invite")
    .input(InviteUser)
    .mutation(async ({ ctx, input }) => ({ ...(await inviteUser(ctx, input)), isEmailed: sendsMail() })),
  renewInvitation: sensitiveChange("users.renew-invitation")
    .input(UserRef)
    .mutation(async ({ ctx, input }) => ({ ...(await renewInvitation(ctx, input)), isEmailed: sendsMail() })),
  changeAccess: sensitiveChange("users.change-access")
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
  confirmIdentity: slowChange("users.confirm-identity")
    .input(ConfirmIdentity)
    .mutation(async ({ ctx, input }) => {
      const session = await confirmIdentity(ctx, input);
      await ctx.continueAs?.(session);
    }),

  getOwnFactor: queryOnPrimary("users.read-own")
    .input(NoInput)
    .query(({ ctx }) => getOwnFactor(ctx)),
  startFactor: sensitiveChange("users.start-factor")
    .input(FactorRef)
    .mutation(({ ctx, input }) => startFactor(ctx, input)),
  confirmFactor: slowChange("users.confirm-factor")
    .input(ConfirmFactor)
    .mutation(async ({ ctx, input }) => {
      const { codes, ...session } = await confirmFactor(ctx, input);
      await ctx.continueAs?.(session);
      return { codes };
    }),
  removeFactor: sensitiveChange("users.remove-factor")
    .input(FactorRef)
    .mutation(({ ctx, input }) => removeFactor(ctx, input)),
  renewRecoveryCodes: sensitiveChange("users.renew-recovery-codes")
    .input(FactorRef)
    .mutation(({ ctx, input }) => renewRecoveryCodes(ctx, input)),
  resetFactor: sensitiveChange("users.reset-factor")
    .input(UserRef)
    .mutation(({ ctx, input }) => resetFactor(ctx, input, ctx.address ?? "")),
  listFactorPolicies: queryOnReplica("users.read")
    .input(NoInput)
    .query(({ ctx }) => listFactorPolicies(ctx)),
  setFactorPolicy: sensitiveChange("users.set-factor-policy")
    .input(SetFactorPolicy)
    .mutation(({ ctx, input }) => setFactorPolicy(ctx, input)),

  listKeys: queryOnReplica("users.read")
    .input(ListKeys)
    .query(({ ctx, input }) => listKeys(ctx, input)),
  createProgram: sensitiveChange("users.create-program")
    .input(CreateProgram)
    .mutation(({ ctx, input }) => createProgram(ctx, input)),
  createProgramKey: sensitiveChange("users.create-program-key")
    .input(CreateProgramKey)
    .mutation(({ ctx, input }) => createProgramKey(ctx, input)),
  revokeKey: procedure("users.revoke-key")
    .input(KeyRef)
    .mutation(({ ctx, input }) => revokeKey(ctx, input)),
  listOwnKeys: queryOnReplica("users.read-own")
    .input(NoInput)
    .query(({ ctx }) => listOwnKeys(ctx)),
  createOwnKey: sensitiveChange("users.create-own-key")
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
