/** With whom something goes, as people read it: "DHL Express"; empty where nobody is named. */
export const carriedBy = (carrier: string, service: string): string =>
  [carrier, service].filter((part) => part !== "").join(" ");
