/** What each mutation accepts of the shop itself, for `VALID_INPUTS`. */

const ONE_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";

const METHODS = [
  { id: "bank-transfer", name: "Bank transfer", isDefault: true, isArchived: false },
  { id: "cash", name: "Cash", isDefault: false, isArchived: false },
  { id: "card", name: "Card terminal", isDefault: false, isArchived: false },
  { id: "cheque", name: "Cheque", isDefault: false, isArchived: false },
  { id: "other", name: "Other", isDefault: false, isArchived: false },
];

export const SHOP_INPUTS = {
  editSettings: () => ({
    companyName: "Globes & Sons",
    version: 1,
    address: "1 Harbour Road",
    country: "DE",
    vatNumber: "DE 123 456 789",
    locale: "de-DE" as const,
    currency: "EUR",
    timeZone: "Europe/Berlin",
    pricesIncludeTax: false,
    roundsTaxOnce: false,
    taxRate: 190_000,
    paymentTermsDays: 30,
    defaultWarehouseId: null,
  }),
  setPaymentMethods: () => ({
    methods: [...METHODS, { name: "PayPal", isDefault: false, isArchived: false }],
    seen: METHODS,
  }),
  setLogo: () => ({ image: ONE_PIXEL }),
  continueNumbers: () => ({ note: "As in the old system", series: "orders" as const, next: 5_000 }),
};
