import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { terraformFolders } from "./check-terraform.mjs";
import { digestIn } from "./find-image.mjs";
import { releaseOf } from "./name-release.mjs";
import { planComment } from "./plan-comment.mjs";
import { initArguments, keysIn } from "./prepare-terraform.mjs";
import { notesOf } from "./release-notes.mjs";
import { runDelivery } from "./run-delivery.mjs";
import { runningOf } from "./running.mjs";

const { signal } = new AbortController();
const DIGEST = `sha256:${"0a".repeat(32)}`;

test("a step that is not there, and an option that is missing or unknown, are refused in words", async () => {
  await expect(runDelivery(["smoke"], signal)).rejects.toThrow(/no step "smoke"\. There are: .*smoke-test/);
  await expect(runDelivery(["smoke-test"], signal)).rejects.toThrow("smoke-test needs --address.");
  await expect(runDelivery(["smoke-test", "--adress", "x"], signal)).rejects.toThrow("--adress");
});

test("a release is named by the day of its commit and the commit, whenever it is built", () => {
  const name = releaseOf("b9ce048a1b2c3d4e5f60718293a4b5c6d7e8f901", 1_795_723_199);
  expect(name).toBe("20261126-b9ce048a1b2c");
  expect(name.length).toBeLessThanOrEqual(64);
});

test("notes tell by area what changed, and only count what changed inside", () => {
  const notes = notesOf([
    "1a orders: ship what is there",
    "2b tests: hold a burst to four questions",
    "3c catalog: read GS1 codes of @everyone *now*",
    "4d orders: tell why a line waits",
    "5e Merge the rest",
  ]);
  expect(notes).toBe(
    [
      "### catalog",
      "",
      "- Read GS1 codes of @\u200beveryone \\*now\\* (3c)",
      "",
      "### more",
      "",
      "- Merge the rest (5e)",
      "",
      "### orders",
      "",
      "- Ship what is there (1a)",
      "- Tell why a line waits (4d)",
      "",
      "One commit inside: tests, measurements, the pipeline.",
      "",
    ].join("\n"),
  );
  expect(notesOf([])).toBe("Nothing changed since the release before.\n");
});

test("a plan is shown whole, summed up above, and cannot end its own quotation", () => {
  const comment = planComment(
    "staging",
    "\u001b[1m# a.b\u001b[0m will be created\n````\nPlan: 1 to add, 0 to change, 0 to destroy.\n",
  );
  const lines = comment.split("\n");
  expect(lines.slice(0, 3)).toEqual(["### Terraform: staging", "", "Plan: 1 to add, 0 to change, 0 to destroy."]);
  expect(lines).toContain("# a.b will be created");
  expect(lines.filter((line) => line.startsWith("`````"))).toEqual(["`````text", "`````"]);
});

test("a plan that GitHub would not take is cut", () => {
  expect(planComment("production", "x".repeat(200_000)).length).toBeLessThan(65_536);
  expect(planComment("production", "x".repeat(200_000))).toContain("cut here");
});

test("what runs is read from Terraform, and nothing runs before the first apply", () => {
  const image = { value: `r.example/shop@${DIGEST}`, sensitive: false, type: "string" };
  expect(runningOf(JSON.stringify({ image, kubeconfig: { value: "x" } }))).toEqual({
    url: "",
    prometheus: "",
    image: image.value,
    release: "",
  });
  expect(() => runningOf(JSON.stringify({ url: { value: ["a"] } }))).toThrow("url is no text");
});

test("an image is known by its digest alone, and a registry that refuses is no registry without it", () => {
  expect(digestIn(JSON.stringify({ images: [{ imageId: { imageDigest: DIGEST, imageTag: "r" } }] }))).toBe(DIGEST);
  expect(digestIn(JSON.stringify({ images: [], failures: [{ failureCode: "ImageNotFound" }] }))).toBe("");
  expect(() => digestIn(JSON.stringify({ failures: [{ failureCode: "KmsError" }] }))).toThrow("KmsError");
  expect(() => digestIn(JSON.stringify({ images: [{ imageId: { imageDigest: "latest" } }] }))).toThrow("no digest");
});

test("of a secret only keys that are known are handed on, and none that would set another", () => {
  const secret = { UPSTASH_API_KEY: "a-key", NODE_OPTIONS: "--require=/tmp/x" };
  expect(keysIn(JSON.stringify(secret))).toEqual([["UPSTASH_API_KEY", "a-key"]]);
  expect(() => keysIn(JSON.stringify({ UPSTASH_EMAIL: "a\nNODE_OPTIONS=x" }))).toThrow("UPSTASH_EMAIL");
});

test("providers are those whose hashes are written down, where somebody has written them down", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "environment-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(initArguments(folder)).not.toContain("-lockfile=readonly");
  writeFileSync(path.join(folder, ".terraform.lock.hcl"), "");
  expect(initArguments(folder)).toContain("-lockfile=readonly");
});

test("each folder with a configuration is checked, and none that Terraform itself has laid there", () => {
  const root = mkdtempSync(path.join(tmpdir(), "terraform-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const file of ["modules/a/main.tf", "modules/a/b.tf", "modules/a/.terraform/modules/x/main.tf", "notes/a.md"]) {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), "");
  }
  expect(terraformFolders(root)).toEqual([path.join(root, "modules", "a")]);
});
