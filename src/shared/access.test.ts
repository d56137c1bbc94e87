import { expect, test } from "vitest";
import { ACCESS, type Actor, can, mayUseWarehouse, type Permission, type Role, type WarehouseScope } from "./access";
import { newId } from "./id";

const PERMISSIONS = Object.keys(ACCESS).filter((name): name is Permission => name in ACCESS);
const person = (role: Role, warehouses: WarehouseScope = "all"): Actor => ({
  kind: "person",
  userId: newId(),
  sessionId: newId(),
  name: "Ada",
  role,
  warehouses,
});

test("an administrator may do everything", () => {
  for (const permission of PERMISSIONS) expect(can(person("admin"), permission), permission).toBe(true);
});

test("people who are not signed in may do only what is for anyone", () => {
  expect(PERMISSIONS.filter((permission) => can({ kind: "anyone" }, permission))).toEqual([
    "users.get-link",
    "users.ask-for-link",
    "users.accept-invitation",
  ]);
});

test("staff see no costs, manage no users and undo no postings", () => {
  for (const permission of [
    "catalog.see-cost",
    "users.read",
    "users.invite",
    "inventory.reverse-others",
    "imports.start",
  ] as const) {
    expect(can(person("staff"), permission), permission).toBe(false);
  }
});

test("a name that travels is module and words", () => {
  for (const permission of PERMISSIONS) expect(permission).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/);
});

test("people work in the warehouses they were granted", () => {
  const [here, there] = [newId(), newId()];
  expect(mayUseWarehouse(person("staff", [here]), here)).toBe(true);
  expect(mayUseWarehouse(person("staff", [here]), there)).toBe(false);
  expect(mayUseWarehouse(person("staff"), there)).toBe(true);
  expect(mayUseWarehouse({ kind: "anyone" }, here)).toBe(false);
});
