import { partOf, type StoredLine } from "@/modules/orders/order-sums";
import { addMoney, type Money, shareOf, subtractMoney, toMoney } from "@/shared/money";
import { addQuantities, type Quantity } from "@/shared/quantity";

export type Credited = StoredLine & { credited: Quantity; returnFee: Money };
type Credit = { net: Money; tax: Money };

const NOTHING = toMoney(0);

/**
 * What of a line is not billed any more since it came back: what so many of it come to, with their share of every
 * discount, less the fee that is kept. `cancel_line_amounts` of the database is alike. It follows from how much came
 * back alone and not from the steps in which it did, so that a line of which all came back bills nothing, to the cent.
 */
export function creditOf(line: Credited): Credit {
  if (line.credited === 0) return { net: NOTHING, tax: NOTHING };
  const { net, tax } = partOf(line, line.credited);
  const total = addMoney(net, tax);
  const feeTax = total === 0 ? NOTHING : shareOf(tax, line.returnFee, total);
  return {
    net: subtractMoney(net, subtractMoney(line.returnFee, feeTax)),
    tax: subtractMoney(tax, feeTax),
  };
}

/** What so many more of it are credited with. */
export function creditFor(line: Credited, quantity: Quantity, fee: Money): Credit {
  const before = creditOf(line);
  const after = creditOf({
    ...line,
    credited: addQuantities(line.credited, quantity),
    returnFee: addMoney(line.returnFee, fee),
  });
  return { net: subtractMoney(after.net, before.net), tax: subtractMoney(after.tax, before.tax) };
}
