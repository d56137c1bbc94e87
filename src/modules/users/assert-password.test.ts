import { expect, test } from "vitest";
import { forgetChangedSettings } from "@/modules/shop/queries";
import { strangerContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPerson, aSession, TEST_PASSWORD } from "@/testing/people";
import { acceptInvitation } from "./accept-invitation";
import { changeOwnPassword } from "./change-own-password";
import { inviteFirstAdministrator } from "./invite-first-administrator";
import { inviteUser } from "./invite-user";
import { renewInvitation } from "./renew-invitation";

const store = testDatabase();
const NAME = "Grace Hopper";
/** Good in themselves, and easy to guess for whoever knows the person and the shop. */
const GUESSED = ["Grace-Hopper-2051", "Harbour-Globes-77", "grace.hopper.here1"];

const tokenOf = ({ path }: { path: string }) => path.split("#")[1] ?? "";

/** Every way in which somebody comes to a password, as one who chooses it. */
const WAYS: Record<string, (newPassword: string) => Promise<unknown>> = {
  "by an invitation": async (password) => {
    const admin = await testContext(store.db);
    const email = `grace-${crypto.randomUUID()}@example.test`;
    const { link } = await inviteUser(admin, { name: NAME, email, role: "staff", warehouses: "all" });
    return acceptInvitation(strangerContext(store.db), { token: tokenOf(link), name: NAME, password });
  },
  "by a link to reset it": async (password) => {
    const admin = await testContext(store.db);
    const { userId } = await aPerson(store.db, { name: NAME });
    const { link } = await renewInvitation(admin, { userId });
    return acceptInvitation(strangerContext(store.db), { token: tokenOf(link), name: NAME, password });
  },
  "by changing it": async (newPassword) => {
    const actor = await aSession(store.db, await aPerson(store.db, { name: NAME }));
    const ctx = { ...strangerContext(store.db), actor };
    return changeOwnPassword(ctx, { currentPassword: TEST_PASSWORD, newPassword });
  },
  "as the first administrator": async (password) => {
    const link = await inviteFirstAdministrator(strangerContext(store.db));
    if (!link) throw new Error("Somebody is there already.");
    const email = "grace@example.test";
    return acceptInvitation(strangerContext(store.db), { token: tokenOf(link), name: NAME, email, password });
  },
};

test.each(Object.keys(WAYS))("a password %s is neither the person's name nor the shop's", async (way) => {
  await store.owner`update shop_settings set company_name = 'Harbour Globes'`;
  forgetChangedSettings();
  for (const password of GUESSED)
    await expect(WAYS[way]?.(password)).rejects.toMatchObject({ code: "users.password-refused" });
  await WAYS[way]?.("twelve green lanterns hum");
  forgetChangedSettings();
});
