import { shopSettingsChanged } from "@/modules/shop/contract";
import { forgetChangedSettings } from "@/modules/shop/queries";
import { feed } from "@/platform/outbox/feed";

/** Forgets the settings as soon as any process has changed them. Should the feed be late, they age within a minute. */
export function hearOfSettings(): void {
  feed().hear(({ name }) => {
    if (name === shopSettingsChanged.name) forgetChangedSettings();
  });
}
