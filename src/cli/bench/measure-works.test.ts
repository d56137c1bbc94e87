import { expect, test } from "vitest";
import { type Row, row } from "./judge.mjs";
import { measureWorks } from "./measure-works.mjs";

test("each row is told as soon as it is measured, so that a run that breaks off has told what it has", async () => {
  const told: string[] = [];
  const works = {
    short: async () => [row({ work: "short", ours: "1" })],
    unchosen: async () => [row({ work: "unchosen", ours: "2" })],
    async *long() {
      yield row({ work: "long, first", ours: "3" });
      throw new Error("The server is gone.");
    },
  };
  const tell = ({ work }: Row) => void told.push(work);
  const isChosen = (name: string) => name !== "unchosen";
  await expect(measureWorks(works, {}, { isChosen, tell })).rejects.toThrow("is gone");
  expect(told).toEqual(["short", "long, first"]);
});
