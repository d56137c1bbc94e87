import { describe, expect, test } from "vitest";
import { linesOf, type PickDraft, pickEntered, pickLot, pickSerial, picksOf, withoutPiece } from "./shipment-draft";

const at = (lotCode: string | null, locationCode = "A-01") => ({
  locationId: `id of ${locationCode}`,
  locationCode,
  lotId: lotCode && `id of ${lotCode}`,
  lotCode,
});
const pick = (key: string, lotCode: string | null, quantity: number): PickDraft => ({
  key,
  orderLineId: "line",
  quantity,
  place: at(lotCode),
});
const line = { id: "line", open: 5 };
const place = at("late", "B-02");
const codesOf = (picks: readonly PickDraft[]) => picks.map((each) => each.place?.lotCode);

describe("a lot", () => {
  test("on the label takes the place of the one that was suggested", () => {
    expect(pickLot([pick("1", "early", 5)], line, place, [place])).toEqual([{ ...pick("1", "late", 5), place }]);
  });

  test("that is picked already stays in the bin that it is picked from", () => {
    const picks = [pick("1", "early", 2), pick("2", "late", 3)];
    expect(pickLot(picks, line, place, [place])).toEqual(picks);
  });

  test("begins a line that nothing is picked for", () => {
    expect(pickLot([], line, place, [place])).toMatchObject([{ orderLineId: "line", quantity: 5, place }]);
  });
});

describe("a serial number", () => {
  const two = { id: "line", open: 2 };
  const suggested = [pick("1", "SN-1", 1), pick("2", "SN-2", 1)];

  test("that is scanned takes the place of one that was only suggested", () => {
    const first = pickSerial(suggested, two, at("SN-8"));
    expect(codesOf(pickSerial(first, two, at("SN-9")))).toEqual(["SN-8", "SN-9"]);
  });

  test("that was suggested stays once it is scanned, and one too many is added for its fault to be seen", () => {
    const one = { id: "line", open: 1 };
    const scanned = pickSerial([pick("1", "SN-1", 1)], one, at("SN-1"));
    expect(scanned).toMatchObject([{ place: { lotCode: "SN-1" }, isChosen: true }]);
    expect(pickSerial(scanned, one, at("SN-2"))).toHaveLength(2);
  });

  test("is chosen and left behind beside others, and none of them is lost", () => {
    const four = { id: "line", open: 4 };
    const other = { ...pick("3", "SN-1", 1), orderLineId: "other" };
    const more = pickSerial([...suggested, other], four, at("SN-9", "Z-99"));
    expect(codesOf(more)).toEqual(["SN-1", "SN-2", "SN-1", "SN-9"]);
    expect(codesOf(withoutPiece(more, four, "id of SN-1"))).toEqual(["SN-2", "SN-1", "SN-9"]);
  });

  test("is sent from where the suggestion or the scan found it", () => {
    const picks = pickSerial(picksOf([{ orderLineId: "line", quantity: 1, ...at("SN-1") }]), two, at("SN-9", "Z-99"));
    expect(linesOf([...picks, pick("3", null, 2), { ...pick("4", null, 2), place: null }])).toEqual([
      { orderLineId: "line", quantity: 1, locationId: "id of A-01", lotId: "id of SN-1" },
      { orderLineId: "line", quantity: 1, locationId: "id of Z-99", lotId: "id of SN-9" },
      { orderLineId: "line", quantity: 2, locationId: "id of A-01", lotId: null },
    ]);
  });
});

describe("what is entered", () => {
  const three = { id: "line", open: 3 };

  test("is taken where it was found, and the rest is named", () => {
    const { picks, entered } = pickEntered([pick("1", "SN-1", 1)], three, ["sn-8", "SN-7"], [at("SN-8", "Z-99")]);
    expect(codesOf(picks)).toEqual(["SN-1", "SN-8"]);
    expect(entered).toMatchObject({ serials: ["SN-1", "SN-8"], added: ["SN-8"], leftOut: { strange: ["SN-7"] } });
  });

  test("confirms what was suggested, so that it gives way to no other", () => {
    const suggested = [pick("1", "SN-1", 1), pick("2", "SN-2", 1)];
    const two = { id: "line", open: 2 };
    const first = pickEntered(suggested, two, ["SN-1"], [at("SN-1")]);
    expect(first.entered).toMatchObject({ added: ["SN-1"], serials: ["SN-1", "SN-2"] });
    const second = pickEntered(first.picks, two, ["SN-1", "SN-3"], [at("SN-1"), at("SN-3")]);
    expect(second.entered).toMatchObject({ serials: ["SN-1", "SN-3"], leftOut: { again: ["SN-1"] } });
  });
});
