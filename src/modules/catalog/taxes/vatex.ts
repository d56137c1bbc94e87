/**
 * Why something is exempt, as codes of the VATEX list of the European Commission (EN 16931, BT-121; code list 7), which
 * name a provision of Directive 2006/112/EC. Those of the other categories follow from them: `documents/electronic`.
 */
const REASONS = {
  "VATEX-EU-79-C": "Repayment of expenses",
  "VATEX-EU-132": "Activities in the public interest",
  "VATEX-EU-132-1A": "Public postal services",
  "VATEX-EU-132-1B": "Hospital and medical care",
  "VATEX-EU-132-1C": "Medical professions",
  "VATEX-EU-132-1D": "Human organs, blood and milk",
  "VATEX-EU-132-1E": "Dental technicians and prostheses",
  "VATEX-EU-132-1F": "Groups that share costs",
  "VATEX-EU-132-1G": "Welfare and social security",
  "VATEX-EU-132-1H": "Protection of children",
  "VATEX-EU-132-1I": "Education",
  "VATEX-EU-132-1J": "Private tuition",
  "VATEX-EU-132-1K": "Staff of religious institutions",
  "VATEX-EU-132-1L": "Members of associations",
  "VATEX-EU-132-1M": "Sport",
  "VATEX-EU-132-1N": "Culture",
  "VATEX-EU-132-1O": "Fund-raising events",
  "VATEX-EU-132-1P": "Transport of the sick",
  "VATEX-EU-132-1Q": "Public radio and television",
  "VATEX-EU-143": "Importation",
  "VATEX-EU-144": "Services tied to importation",
  "VATEX-EU-146-1E": "Services tied to exportation",
  "VATEX-EU-148": "International transport",
  "VATEX-EU-148-A": "Fuel and provisions of ships",
  "VATEX-EU-148-B": "Fuel and provisions of warships",
  "VATEX-EU-148-C": "Ships, and what is built into them",
  "VATEX-EU-148-D": "Other needs of ships",
  "VATEX-EU-148-E": "Fuel and provisions of aircraft",
  "VATEX-EU-148-F": "Aircraft, and what is built into them",
  "VATEX-EU-148-G": "Other needs of aircraft",
  "VATEX-EU-151": "Diplomats, institutions and armed forces",
  "VATEX-EU-151-1A": "Diplomatic and consular missions",
  "VATEX-EU-151-1AA": "Institutions of the European Union",
  "VATEX-EU-151-1B": "Other international bodies",
  "VATEX-EU-151-1C": "Forces of NATO in a member state",
  "VATEX-EU-151-1D": "Forces of NATO in another member state",
  "VATEX-EU-151-1E": "Forces of the United Kingdom in Cyprus",
  "VATEX-EU-159": "Services in customs warehouses",
  "VATEX-EU-309": "Travel outside the European Union",
  "VATEX-EU-D": "Margin scheme: travel agents",
  "VATEX-EU-F": "Margin scheme: second-hand goods",
  "VATEX-EU-I": "Margin scheme: works of art",
  "VATEX-EU-J": "Margin scheme: collectors' items and antiques",
  "VATEX-FR-FRANCHISE": "Small businesses in France",
  "VATEX-FR-CNWVAT": "Credit notes without tax in France",
} as const satisfies Record<string, string>;

export const isExemptionCode = (code: string): boolean => Object.hasOwn(REASONS, code);

/** As people choose one, in the order of the list. */
export const EXEMPTION_CHOICES: readonly { value: string; label: string; hint: string }[] = Object.entries(REASONS).map(
  ([value, label]) => ({ value, label, hint: value }),
);
