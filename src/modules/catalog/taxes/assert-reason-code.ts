import { reasonCodeUnknown } from "./tax-inputs";
import { isExemptionCode } from "./vatex";

/** @throws reasonCodeUnknown of what the list has not, which electronic invoices would be refused for */
export function assertReasonCode(code: string | undefined): void {
  if (code && !isExemptionCode(code)) throw reasonCodeUnknown({ code });
}
