import { expect, test } from "vitest";
import { USER_CHANGES } from "./user-changes";

const staff = { role: "staff", warehouses: "all", status: "active" };

test.each([
  [null, { email: "a@example.test", role: "staff", status: "invited" }, "Invited as Staff"],
  [null, { email: "a@example.test", role: "admin", status: "active" }, "Became the first Administrator"],
  [null, { link: "password-reset" }, "Got a password reset link"],
  [
    { name: "Ada", status: "invited" },
    { name: "Ada", status: "active", password: "changed" },
    "Accepted the invitation",
  ],
  [null, { password: "changed" }, "Chose a new password"],
  [staff, { ...staff, role: "manager" }, "Became Manager"],
  [staff, { ...staff, role: "manager", warehouses: [] }, "Became Manager, warehouses changed"],
  [staff, { ...staff, status: "disabled" }, "Was disabled"],
  [{ ...staff, status: "disabled" }, staff, "Was enabled"],
  [{ name: "Ada" }, { name: "Ada L." }, "Is now called Ada L."],
  [{ homeWarehouse: null }, { homeWarehouse: "vienna" }, "Home warehouse changed"],
  [{ workingIn: null }, { workingIn: "vienna" }, "Chose where to work"],
  [staff, staff, "Access was saved unchanged"],
])("the history of a person reads in sentences: %j to %j", (before, after, sentence) => {
  expect(USER_CHANGES.title?.({ action: "users.edit", before, after })).toBe(sentence);
});

test.each([
  [null, { email: "a@example.test", role: "staff", status: "invited" }, "invited"],
  [null, { link: "invitation" }, "created a sign-in link for"],
  [null, { password: "changed" }, "changed the password of"],
  [{ status: "invited" }, { status: "active", password: "changed" }, "accepted the invitation of"],
  [null, { email: "a@example.test", role: "admin", status: "active" }, "created"],
  [staff, { ...staff, role: "manager" }, "edited"],
  [{ workingIn: null }, { workingIn: "vienna" }, "changed the working warehouse of"],
])("the activity of a shop names what was done to a person: %j to %j", (before, after, verb) => {
  expect(USER_CHANGES.verb({ action: "users.edit", before, after })).toBe(verb);
});
