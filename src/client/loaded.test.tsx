import { expect, test } from "vitest";
import { Loaded, tableState } from "./loaded";
import { QueryError } from "./query-error";
import { TRPCClientError } from "./trpc";

const error = new TRPCClientError("unreachable");
const refetch = () => {};
const show = (query: Parameters<typeof Loaded<string>>[0]["query"]) =>
  Loaded({ query, skeleton: "skeleton", children: (data) => `shown: ${data}` });

test("a screen shows its skeleton until the first answer, and then the data", () => {
  expect(show({ data: undefined, error: null, refetch })).toBe("skeleton");
  expect(show({ data: "an order", error: null, refetch })).toBe("shown: an order");
});

test("only a failed first answer is shown as an error: data stays in view when a refetch fails", () => {
  expect(show({ data: undefined, error, refetch })).toMatchObject({ type: QueryError, props: { error } });
  expect(show({ data: "an order", error, refetch })).toBe("shown: an order");
});

test("a table follows the same rule", () => {
  expect(tableState({ data: undefined, error, refetch }).error).toMatchObject({ type: QueryError, props: { error } });
  expect(tableState({ data: ["a row"], error, refetch })).toMatchObject({ rows: ["a row"], error: false });
});
