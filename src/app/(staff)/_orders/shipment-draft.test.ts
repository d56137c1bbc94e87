import { expect, test } from "vitest";
import { type PickDraft, pickLot, pickSerial } from "./shipment-draft";

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

test("each serial number that is scanned takes the place of one that was only suggested", () => {
  const two = { id: "line", open: 2 };
  const suggested = [pick("1", "SN-1", 1), pick("2", "SN-2", 1)];
  const first = pickSerial(suggested, two, { locationId: "A-01", lotId: "SN-8" });
  const second = pickSerial(first, two, { locationId: "A-01", lotId: "SN-9" });
  expect(second.map(({ lotId }) => lotId)).toEqual(["SN-8", "SN-9"]);
});

test("a suggested serial number that is scanned stays, and one too many is added for its fault to be seen", () => {
  const one = { id: "line", open: 1 };
  const scanned = pickSerial([pick("1", "SN-1", 1)], one, { locationId: "A-01", lotId: "SN-1" });
  expect(scanned).toMatchObject([{ lotId: "SN-1", isChosen: true }]);
  expect(pickSerial(scanned, one, { locationId: "A-01", lotId: "SN-2" })).toHaveLength(2);
});
