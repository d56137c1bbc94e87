import { getPriority } from "node:os";
import postgres from "postgres";
import { expect, test } from "./fixtures/journey";

test("an administrator sees which processes run, and nobody else does", async ({ open }) => {
  const page = await open("admin", { path: "/" });
  await page.getByRole("link", { name: "System" }).click();
  await expect(page.getByRole("heading", { name: "System", exact: true })).toBeVisible();
  const processes = page.getByRole("table", { name: "Processes" });
  for (const name of ["web", "worker", "relay"])
    await expect(processes.getByRole("cell", { name, exact: true }).first()).toBeVisible();
  await expect(page.getByText("No work was given up.")).toBeVisible();
  await expect(page.getByText("Nobody has retried or discarded any work.")).toBeVisible();
  await expect(page.getByRole("table", { name: "Queues" })).toContainText("quartermaster");

  const manager = await open("manager", { path: "/" });
  await expect(manager.getByRole("link", { name: "System" })).toHaveCount(0);
  expect((await manager.goto("/system"))?.status()).toBe(404);
});

test("background work gives way to what people wait for", async ({ system }) => {
  const sql = postgres(system.databaseUrl, { max: 1, onnotice: () => {} });
  const niceness = async (name: string) => {
    const [row] = await sql<{ pid: number }[]>`select pid from processes where name = ${name} order by seen_at desc`;
    return getPriority(row?.pid);
  };
  expect(await niceness("worker")).toBeGreaterThan(await niceness("web"));
  expect(await niceness("relay")).toBe(await niceness("web"));
  await sql.end();
});
