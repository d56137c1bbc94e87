import { expect, test } from "vitest";
import * as z from "zod";
import { Id } from "./given-id";
import { newId } from "./id";

test("ids are UUIDv7, single, and grow in the order they are made", () => {
  const ids = Array.from({ length: 20_000 }, newId);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids.slice(0, 100)) expect(z.uuidv7().safeParse(id).success).toBe(true);
});

test("an id in capitals is the same id", () => {
  const id = newId();
  expect(Id.parse(id.toUpperCase())).toBe(id);
});
