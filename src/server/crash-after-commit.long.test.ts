import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/shared/id";
import { holdCommits } from "@/testing/commits";
import { testDatabase } from "@/testing/database";
import { added, everyChange, sendChanges } from "@/testing/every-change";
import { sized } from "@/testing/size";

/* Every mutation of every module, or every eighth, whose connection is cut when it is on disk and nobody was told. */

const world = testDatabase({ fill: () => openShop() });
const commits = holdCommits(world);
const chosen = everyChange.filter((_, place) => place % sized(1, 8) === 0);
const { openShop, shop, send, writers } = sendChanges(world);

beforeAll(() => commits.prepare());
afterEach(() => commits.release());

describe("a crash between the commit and the answer", () => {
  test.each(chosen)("$name happened once, and a retry gets its answer", async ({ name, inputOf }) => {
    const input = await inputOf(shop());
    const key = newId();
    const before = await writers();

    await commits.hold();
    const lost = send({ name, key, input });
    // The row is on disk and the answer is not sent yet: here the connection is cut.
    await commits.cutOne();
    expect((await lost).status).toBe(503);
    await commits.release();
    const after = await writers();
    expect(added(before, after)).toHaveLength(1);

    const again = await send({ name, key, input });
    expect({ status: again.status, refusal: again.refusal }).toEqual({ status: 200, refusal: null });
    expect(added(after, await writers())).toEqual([]);
    expect((await send({ name, key, input })).data).toEqual(again.data);
  });
});
