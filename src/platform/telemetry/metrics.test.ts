import { afterEach, expect, test } from "vitest";
import { pause } from "@/shared/pause";
import { collectBy, measure } from "./measure";
import { openRegistry } from "./metrics";
import { observe } from "./observe";

afterEach(() => collectBy(null));

test("what is measured and what can be asked for is told, by name and label", async () => {
  const registry = await openRegistry("web", [
    { name: "quartermaster_streams_open", help: "Streams.", read: () => [{ value: 3 }] },
    {
      name: "quartermaster_reads_total",
      help: "Reads.",
      labels: ["place"],
      isCounter: true,
      read: () => [{ value: 7, labels: { place: "replica" } }],
    },
  ]);
  await observe("procedure", "orders.confirm", async (observed) => observed("refused"));
  measure("refusal", 1, { code: "inventory.insufficient-stock" });
  for (const told of [await registry.metrics(), await registry.metrics()]) {
    expect(told).toContain('quartermaster_streams_open{process="web"} 3');
    expect(told).toContain('quartermaster_reads_total{place="replica",process="web"} 7');
    expect(told).toContain('quartermaster_refusals_total{code="inventory.insufficient-stock",process="web"} 1');
    expect(told).toMatch(/duration_seconds_count\{[^}]*procedure="orders\.confirm"[^}]*outcome="refused"[^}]*\} 1/);
  }
});

test("two that scrape at the same time are told the same, and not the sum", async () => {
  const registry = await openRegistry("relay", [
    { name: "quartermaster_jobs", help: "Jobs.", read: async () => (await pause(20), [{ value: 5 }]) },
  ]);
  for (const told of await Promise.all([registry.metrics(), registry.metrics()]))
    expect(told).toContain('quartermaster_jobs{process="relay"} 5');
});

test("what cannot be asked for is left out, and the rest is told all the same", async () => {
  const registry = await openRegistry("relay", [
    { name: "quartermaster_jobs", help: "Jobs.", read: () => Promise.reject(new Error("The queue is away.")) },
    { name: "quartermaster_ledger_differences", help: "Differences.", read: () => [{ value: 2 }] },
  ]);
  const told = await registry.metrics();
  expect(told).toContain('quartermaster_ledger_differences{process="relay"} 2');
  expect(told).not.toMatch(/^quartermaster_jobs\{/m);
});
