import { failedChecks } from "../src/cli/delivery/smoke-test.mjs";
import { expect, test } from "./fixtures/journey";

test("what the pipeline asks of a release holds of this one", async ({ system }) => {
  const { signal } = new AbortController();
  const wait = () => new Promise<void>((resolve) => void setTimeout(resolve, 1_000));
  expect(await failedChecks(new URL(system.url), { signal, wait })).toEqual([]);
});
