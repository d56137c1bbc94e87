import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { users } from "@/modules/users/schema";
import { SYSTEM_USER_ID } from "@/shared/access";
import { defineError } from "@/shared/error";
import { testDatabase } from "@/testing/database";
import { refuseOn } from "./refuse-on";

const database = testDatabase();
const passwordMissing = defineError<{ table: string | null }>(
  "tests.password-missing",
  "invalid",
  () => "No password.",
);
const refusals = {
  users_active_people_have_a_password: ({ table }: { table: string | null }) => passwordMissing({ table }),
};
const set = (values: { status?: "active"; name?: string }) =>
  refuseOn(refusals, () => database.db.update(users).set(values).where(eq(users.id, SYSTEM_USER_ID)).returning());

test("a broken constraint is the refusal named for it", async () => {
  await expect(set({ status: "active" })).rejects.toMatchObject({
    code: "tests.password-missing",
    details: { table: "users" },
  });
});

test("every other fault stays what it is, and a result is handed on", async () => {
  await expect(
    refuseOn(refusals, () =>
      database.db
        .insert(users)
        .values({ id: SYSTEM_USER_ID, email: "a", name: "a", role: "staff", status: "invited", createdAt: new Date() }),
    ),
  ).rejects.toMatchObject({ constraint: "users_pkey" });
  await expect(refuseOn(refusals, () => Promise.reject(new Error("other")))).rejects.toThrow("other");
  expect(await set({ name: "The system" })).toMatchObject([{ name: "The system" }]);
});
