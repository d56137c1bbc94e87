/** What each mutation accepts of the shop itself, for `VALID_INPUTS`. */

const ONE_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";

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
  setLogo: () => ({ image: ONE_PIXEL }),
  continueNumbers: () => ({ note: "As in the old system", series: "orders" as const, next: 5_000 }),
};
