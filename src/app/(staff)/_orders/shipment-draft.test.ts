import { expect, test } from "vitest";
import { type PickDraft, pickLot } from "./shipment-draft";

const pick = (key: string, lotId: string | null, quantity: number): PickDraft => ({
  key,
  orderLineId: "line",
  quantity,
  locationId: "A-01",
  lotId,
});
const line = { id: "line", open: 5 };
const place = { locationId: "B-02", lotId: "late" };

test("the lot on the label takes the place of the one that was suggested", () => {
  expect(pickLot([pick("1", "early", 5)], line, place, [place])).toEqual([
    { ...pick("1", "late", 5), locationId: "B-02" },
  ]);
});

test("a lot that is picked already stays in the bin that it is picked from", () => {
  const picks = [pick("1", "early", 2), pick("2", "late", 3)];
  expect(pickLot(picks, line, place, [place])).toEqual(picks);
});

test("a line that nothing is picked for begins with the lot", () => {
  expect(pickLot([], line, place, [place])).toMatchObject([{ orderLineId: "line", quantity: 5, ...place }]);
});
